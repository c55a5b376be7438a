import { describe as suite, expect, it } from 'vitest';
import { leastSquares } from '../../src/compare/statistics/least-squares.ts';
import { ranks } from '../../src/compare/statistics/ranks.ts';
import { spearman } from '../../src/compare/statistics/spearman.ts';
import reference from '../reference/correlation.json' with { type: 'json' };

/** The figures are SciPy's; the file says which version. */
function expectClose(actual: number, expected: number): void {
  expect(Math.abs(actual - expected), `${actual} against ${expected}`).toBeLessThanOrEqual(reference.tolerance * Math.max(1, Math.abs(expected)));
}

suite('trend line and rank correlation against SciPy', () => {
  it.each(reference.pairs)('least squares of pair %#', ({ x, y, slope, intercept, r }) => {
    const line = leastSquares(x, y)!;
    expectClose(line.slope, slope);
    expectClose(line.intercept, intercept);
    expectClose(line.r, r);
    expect(line.n).toBe(x.length);
  });
  it.each(reference.pairs)('Spearman’s rho and p of pair %#', ({ x, y, rho, p }) => {
    const found = spearman(x, y)!;
    expectClose(found.rho, rho);
    expectClose(found.p, p);
    expect(found.n).toBe(x.length);
  });
  it.each(reference.ranks)('ranks of list %#', ({ values, ranks: expected }) => expect([...ranks(values)]).toEqual(expected));
});

suite('where there is no line', () => {
  it('one x, or none, has no slope', () => {
    expect(leastSquares([2, 2, 2], [1, 2, 3])).toBeNull();
    expect(leastSquares([], [])).toBeNull();
  });
  it('a level line has no correlation', () => {
    expect(leastSquares([1, 2, 3], [5, 5, 5])).toMatchObject({ slope: 0, intercept: 5, r: NaN });
    expect(spearman([1, 2, 3], [5, 5, 5])).toBeNull();
  });
  it('a perfect order is certain, two pairs are nothing to go by', () => {
    expect(spearman([1, 2, 3, 4], [1, 10, 100, 1000])).toEqual({ n: 4, rho: 1, p: 0 });
    expect(spearman([1, 2], [1, 10])!.p).toBeNaN();
  });
});
