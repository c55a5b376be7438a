import { describe, expect, it } from 'vitest';
import { moreAlike, permutationTest } from '../../src/compare/statistics/permutation-test.ts';

/** The share of all ways to hand out the values whose difference is at least as large as the one seen: counted, not calculated. */
function counted(ways: number, differenceOf: (way: number) => number | null, seen: number): number {
  const differences = Array.from({ length: ways }, (_, way) => differenceOf(way)).filter((difference) => difference !== null);
  return differences.filter((difference) => Math.abs(difference) >= Math.abs(seen) - 1e-12).length / differences.length;
}

const bits = (way: number, count: number): boolean[] => Array.from({ length: count }, (_, at) => (way & (1 << at)) !== 0);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('a permutation test without spread', () => {
  it.each([2, 3, 6, 9])('is the share of signs of %i pairs', (n) => {
    const signs = (way: number) => mean(bits(way, n).map((up) => (up ? 0.03 : -0.03)));
    expect(permutationTest(true, 0.03, [n, n]).p).toBeCloseTo(counted(2 ** n, signs, 0.03), 12);
  });

  it.each([[2, 2], [3, 3], [5, 5]])('is the share of choices of %i from two groups', (a, b) => {
    const values = [...Array<number>(a).fill(0.9), ...Array<number>(b).fill(0.8)];
    const choice = (way: number) => {
      const chosen = bits(way, a + b);
      if (chosen.filter(Boolean).length !== a) return null;
      return mean(values.filter((_, at) => chosen[at])) - mean(values.filter((_, at) => !chosen[at]));
    };
    expect(permutationTest(false, 0.1, [a, b]).p).toBeCloseTo(counted(2 ** (a + b), choice, 0.1), 12);
  });

  it('doubles the one side where the groups are not of one size, as SciPy does', () => expect(permutationTest(false, 0.1, [2, 3]).p).toBeCloseTo(2 / 10, 12));
  it('has no difference that chance would not show', () => expect(permutationTest(true, 0, [9, 9])).toMatchObject({ p: 1 }));
  it('asks for the fewest seeds that would tell', () => {
    expect(moreAlike(permutationTest(true, 0.03, [2, 2]), 2, 0.05)).toBe(4);
    expect(moreAlike(permutationTest(false, 0.03, [2, 2]), 2, 0.05)).toBe(2);
    expect(moreAlike(permutationTest(true, 0, [2, 2]), 2, 0.05)).toBeNull();
  });
});
