import { describe, expect, it } from 'vitest';
import { columnOf } from '../../../src/compare/columns/column.ts';
import { binned, mostBins } from '../../../src/compare/importance/bins.ts';
import { growTree, predict } from '../../../src/compare/importance/tree.ts';
import { createGenerator } from '../../../src/nn/random.ts';

const grown = (values: (string | number | undefined)[][], target: number[]) => {
  const features = values.map((one) => binned(columnOf(one)));
  const tree = growTree({ features, target: Float64Array.from(target), rows: Int32Array.from(target.keys()), tried: features.length, generator: createGenerator(1, 'tree') });
  return { tree, features, said: target.map((_, row) => predict(tree, features, row)) };
};

describe('a tree', () => {
  it('cuts numbers at the step, and does not look at what says nothing', () => {
    const { tree, said } = grown([[1, 2, 3, 4, 5, 6], [1, 0, 1, 0, 1, 0]], [0, 0, 0, 9, 9, 9]);
    expect(said).toEqual([0, 0, 0, 9, 9, 9]);
    expect(tree.feature).toEqual([0, -1, -1]);
  });
  it('parts kinds by their means, whatever their names', () => {
    expect(grown([['a', 'b', 'c', 'd', 'a', 'b', 'c', 'd']], [1, 8, 1, 8, 1, 8, 1, 8]).tree.feature).toEqual([0, -1, -1]);
  });
  it('takes absence for a value of its own', () => {
    expect(grown([[1, 2, undefined, undefined, 3, 4]], [0, 0, 5, 5, 0, 0]).said).toEqual([0, 0, 5, 5, 0, 0]);
  });
  it('sends numbers that it has not seen to the side of their neighbours, kinds to where most rows go', () => {
    const target = Float64Array.of(0, 9, 0, 9, 0, 9, 0, 9);
    const unseen = (values: (string | number)[], rows: number[]) => {
      const features = [binned(columnOf(values))];
      const tree = growTree({ features, target, rows: Int32Array.from(rows), tried: 1, generator: createGenerator(1, 'tree') });
      return Array.from(target.keys()).filter((row) => !rows.includes(row)).map((row) => predict(tree, features, row));
    };
    expect(unseen([1, 8, 3, 6, 2, 7, 4, 5], [0, 1, 2, 3, 0, 1])).toEqual([0, 9, 0, 9]);
    expect(unseen(['a', 'b', 'a', 'b', 'a', 'b', 'new', 'too'], [0, 0, 0, 1, 2, 4])).toEqual([9, 9, 0, 0]);
  });
  it('is a leaf where nothing varies or there are few rows', () => {
    expect(grown([[1, 2, 3, 4, 5, 6]], [2, 2, 2, 2, 2, 2]).tree.feature).toEqual([-1]);
    expect(grown([[1, 2, 3, 4]], [1, 2, 3, 4])).toMatchObject({ said: [2.5, 2.5, 2.5, 2.5] });
  });
  it('says what another row’s value would bring', () => {
    const { tree, features } = grown([[1, 2, 3, 4, 5, 6]], [0, 0, 0, 9, 9, 9]);
    expect([predict(tree, features, 0, 0, 5), predict(tree, features, 0, 0, 1)]).toEqual([9, 0]);
  });
});

describe('bins', () => {
  it('keep the order of any number of numbers', () => {
    const { bins, count, ordered } = binned(columnOf(Array.from({ length: 500 }, (_, at) => (at * 37) % 500)));
    expect([count, ordered]).toEqual([mostBins, true]);
    const byValue = Array.from({ length: 500 }, (_, value) => bins[Array.from(bins.keys()).find((at) => (at * 37) % 500 === value)!]!);
    expect(byValue).toEqual([...byValue].sort((a, b) => a - b));
    expect(new Set(byValue).size).toBe(mostBins);
  });
  it('put rare kinds together where there are too many', () => {
    const { bins, count } = binned(columnOf(['often', 'often', ...Array.from({ length: 100 }, (_, at) => `k${at}`), undefined]));
    expect([count, bins[0], Math.max(...bins)]).toEqual([mostBins, 0, mostBins - 1]);
  });
});
