import fc from 'fast-check';
import { expect, test } from 'vitest';
import { panned, zoomed, type Range } from '../../../src/renderer/charts/view-range.ts';
import { always } from '../../support/property.ts';

const plain = { whole: [0, 100] as Range, log: false };

test('zooming in keeps the place under the pointer where it is', () => {
  expect(zoomed(null, 0.5, 20, plain)).toEqual([10, 60]);
});

test('zooming out ends at the whole', () => {
  expect(zoomed([10, 60], 4, 30, plain)).toBeNull();
  expect(zoomed([80, 100], 2, 100, plain)).toEqual([60, 100]);
});

test('panning stops at the ends and keeps the width', () => {
  expect(panned([10, 60], 0.2, plain)).toEqual([20, 70]);
  expect(panned([10, 60], 5, plain)).toEqual([50, 100]);
  expect(panned(null, 1, plain)).toBeNull();
});

test('on a logarithmic axis the middle is that of the logarithms', () => {
  const [from, to] = zoomed(null, 0.5, 10, { whole: [1, 100], log: true })!;
  expect(from).toBeCloseTo(10 ** 0.5, 9);
  expect(to).toBeCloseTo(10 ** 1.5, 9);
});

test('whatever is turned and dragged, the view stays within what there is', () => {
  always(fc.property(fc.array(fc.tuple(fc.double({ min: 0.2, max: 5, noNaN: true }), fc.double({ min: 0, max: 100, noNaN: true }), fc.double({ min: -2, max: 2, noNaN: true }))), (moves) => {
    let view: Range | null = null;
    for (const [factor, centre, share] of moves) view = panned(zoomed(view, factor, centre, plain), share, plain);
    if (view !== null) {
      expect(view[0]).toBeGreaterThanOrEqual(0);
      expect(view[1]).toBeLessThanOrEqual(100 + 1e-9);
      expect(view[1]).toBeGreaterThan(view[0]);
    }
  }));
});
