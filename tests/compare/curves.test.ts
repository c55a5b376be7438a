import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimate } from '../../src/compare/decimate.ts';
import { smooth } from '../../src/compare/smooth.ts';
import { always } from '../support/property.ts';

describe('smoothing', () => {
  it('equals the series worked by hand', () => {
    // w = 0.5: s1 = 4·0.5 = 2 → 2/0.5 = 4; s2 = 1 + 4 = 5 → 5/0.75; s3 = 2.5 + 3 = 5.5 → 5.5/0.875
    expect([...smooth([4, 8, 6], 0.5)]).toEqual([4, 5 / 0.75, 5.5 / 0.875]);
  });

  it('leaves the values alone at weight 0', () => expect([...smooth([3, 1, 2], 0)]).toEqual([3, 1, 2]));

  it('passes NaN and infinities through and does not let them in', () => {
    expect([...smooth([4, Number.NaN, Infinity, 8], 0.5)]).toEqual([4, Number.NaN, Infinity, 5 / 0.75]);
  });

  it('stays within the range of what it has seen', () => {
    always(fc.property(fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1 }), fc.double({ min: 0, max: 0.999, noNaN: true }), (values, weight) => {
      const slack = 1e-6 * Math.max(1, ...values.map(Math.abs));
      for (const value of smooth(values, weight)) {
        expect(value).toBeGreaterThanOrEqual(Math.min(...values) - slack);
        expect(value).toBeLessThanOrEqual(Math.max(...values) + slack);
      }
    }));
  });
});

describe('decimation', () => {
  const line = fc.array(fc.oneof({ weight: 9, arbitrary: fc.double({ min: -1e9, max: 1e9, noNaN: true }) }, fc.constantFrom(Number.NaN, Infinity, -Infinity)), { minLength: 1, maxLength: 2000 });

  it('loses no extreme and no value that is not finite, and keeps the order', () => {
    always(fc.property(line, fc.integer({ min: 1, max: 40 }), (y, buckets) => {
      const x = y.map((_, i) => i);
      const kept = decimate({ x, y }, 0, y.length - 1, buckets);
      const values = kept.map((i) => y[i]!);
      const finite = y.filter(Number.isFinite);
      if (finite.length > 0) {
        expect(values).toContain(Math.min(...finite));
        expect(values).toContain(Math.max(...finite));
      }
      expect(values.filter((v) => !Number.isFinite(v))).toEqual(y.filter((v) => !Number.isFinite(v)));
      expect(kept).toEqual([...new Set(kept)].sort((a, b) => a - b));
      expect(kept[0]).toBe(0);
      expect(kept.at(-1)).toBe(y.length - 1);
    }));
  });

  it('keeps every bucket’s own extremes, not only those of the whole', () => {
    const y = Array.from({ length: 10_000 }, (_, i) => (i === 5_005 ? 0.5 : i < 5_000 ? 100 : 0));
    expect(decimate({ x: y.map((_, i) => i), y }, 0, 9_999, 100)).toContain(5_005);
  });

  it('needs two points a column where joints do not matter, and still loses no extreme', () => {
    always(fc.property(line, fc.integer({ min: 1, max: 40 }), (y, buckets) => {
      const finite = y.filter(Number.isFinite);
      const values = decimate({ x: y.map((_, i) => i), y }, 0, y.length - 1, buckets, false).map((i) => y[i]!);
      if (finite.length > 0) expect([Math.min(...values.filter(Number.isFinite)), Math.max(...values.filter(Number.isFinite))]).toEqual([Math.min(...finite), Math.max(...finite)]);
      expect(values.filter((v) => !Number.isFinite(v))).toEqual(y.filter((v) => !Number.isFinite(v)));
    }));
    const wave = Array.from({ length: 100_000 }, (_, i) => Math.sin(i));
    expect(decimate({ x: wave.map((_, i) => i), y: wave }, 0, 99_999, 800, false).length).toBeLessThanOrEqual(2 * 800 + 4);
  });

  it('needs at most four points a column of pixels', () => {
    const y = Array.from({ length: 100_000 }, (_, i) => Math.sin(i));
    expect(decimate({ x: y.map((_, i) => i), y }, 0, 99_999, 800).length).toBeLessThanOrEqual(4 * 800);
  });

  it('keeps one point to either side of a zoomed range', () => {
    const x = Array.from({ length: 100 }, (_, i) => i);
    expect(decimate({ x, y: x }, 10, 20, 1000)).toEqual(x.slice(9, 22));
  });

  it('returns a short line whole', () => expect(decimate({ x: [1, 2], y: [3, 4] }, 1, 2, 800)).toEqual([0, 1]));
});
