import { describe, expect, it } from 'vitest';
import { columnOf, varies } from '../../../src/compare/columns/column.ts';
import { configValues } from '../../../src/compare/columns/config-values.ts';

describe('a column of values', () => {
  it('is of numbers where all that is there are numbers; none, infinite and absent are gaps', () => {
    expect(columnOf([1, null, undefined, Infinity, 3])).toEqual({ kind: 'number', values: Float64Array.of(1, NaN, NaN, NaN, 3), log: false });
  });
  it('is of kinds otherwise, in an order that people expect', () => {
    expect(columnOf(['128-64', 'relu', '24-24', null, undefined, true])).toEqual({
      kind: 'category', levels: ['24-24', '128-64', 'none', 'relu', 'true'], codes: Int32Array.of(1, 3, 0, 2, -1, 4),
    });
  });
  it('knows whether anything varies', () => {
    expect([[1, 1], [NaN, NaN], ['a', 'a'], []].map((values) => varies(columnOf(values)))).toEqual([false, false, false, false]);
    expect([[1, 2], [1, undefined], ['a', 'b']].map((values) => varies(columnOf(values)))).toEqual([true, true, true]);
  });
  it.each([
    { values: [1e-4, 3e-4, 1e-3, 1e-2, 0.1], log: true }, { values: [0.001, 0.1], log: true }, { values: [16, 32, 64, 128, 256], log: true },
    { values: [1, 50, 100, 150, 200], log: false }, { values: [0.9, 0.95, 0.97], log: false }, { values: [0, 0.1, 10], log: false }, { values: [5, 5, 5], log: false },
  ])('puts $values on a logarithmic axis: $log', ({ values, log }) => expect(columnOf(values)).toMatchObject({ log }));
});

describe('values of a config', () => {
  it('takes a list of plain values as one, layers apart, and leaves the name out', () => {
    const values = configValues({ name: 'x', data: { features: ['a', 'b'] }, network: [{ layer: 'dense', units: 8 }, { layer: 'relu' }], loss: null });
    expect([...values]).toEqual([['data.features', '["a","b"]'], ['network.0.layer', 'dense'], ['network.0.units', 8], ['network.1.layer', 'relu'], ['loss', null]]);
  });
});
