import { describe as suite, expect, it } from 'vitest';
import { describe } from '../../src/compare/statistics/describe.ts';
import { holm } from '../../src/compare/statistics/holm.ts';
import { mcNemarTest } from '../../src/compare/statistics/mcnemar.ts';
import { incompleteBeta, logGamma } from '../../src/compare/statistics/special-functions.ts';
import { criticalT, twoSidedP } from '../../src/compare/statistics/student-t.ts';
import { pairedTest, welchTest } from '../../src/compare/statistics/t-tests.ts';
import reference from '../reference/statistics.json' with { type: 'json' };

/** The figures are SciPy's; the file says which version. */
function expectClose(actual: number, expected: number): void {
  expect(Math.abs(actual - expected), `${actual} against ${expected}`).toBeLessThanOrEqual(reference.tolerance * Math.max(1, Math.abs(expected)));
}

suite('statistics against SciPy', () => {
  it.each(reference.incompleteBeta)('incomplete beta at $x, $a, $b', ({ x, a, b, value }) => expectClose(incompleteBeta(x, a, b), value));
  it.each(reference.twoSidedP)('two-sided p of t = $t, df = $df', ({ t, df, p }) => expectClose(twoSidedP(t, df), p));
  it.each(reference.criticalT)('critical t for p = $p, df = $df', ({ p, df, t }) => expectClose(criticalT(p, df), t));

  it.each(reference.groups)('mean, deviation and interval of group %#', ({ a, meanA, sdA, intervalA }) => {
    const { mean, sd, interval } = describe(a);
    expectClose(mean, meanA);
    expectClose(sd, sdA);
    expectClose(interval![0], intervalA[0]!);
    expectClose(interval![1], intervalA[1]!);
  });

  it.each(reference.groups)("Welch's test of group %#", ({ a, b, welch }) => {
    const result = welchTest(a, b)!;
    for (const key of ['t', 'p', 'df', 'margin'] as const) expectClose(result[key], welch[key]);
  });

  it.each(reference.groups.filter((group) => group.paired))('paired test of group %#', ({ a, b, paired }) => {
    const result = pairedTest(a, b)!;
    for (const key of ['t', 'p', 'df', 'margin'] as const) expectClose(result[key], paired![key]);
  });

  it.each(reference.mcnemar)('McNemar with $onlyA and $onlyB rows', ({ onlyA, onlyB, p }) => {
    const right = [...Array<boolean>(onlyA).fill(true), ...Array<boolean>(onlyB).fill(false), true];
    const other = [...Array<boolean>(onlyA).fill(false), ...Array<boolean>(onlyB).fill(true), true];
    expectClose(mcNemarTest(right, other).p, p);
  });
});

suite('statistics at their edges', () => {
  it('log gamma of whole numbers is the log of a factorial', () => {
    let factorial = 1;
    for (let n = 1; n <= 20; n++) {
      expectClose(logGamma(n), Math.log(factorial));
      factorial *= n;
    }
  });

  it('one value has no deviation and no interval', () => {
    expect(describe([0.5])).toEqual({ n: 1, mean: 0.5, sd: Number.NaN, interval: null });
  });

  it('refuses to test what cannot be tested', () => {
    expect(pairedTest([1], [2])).toBeNull();
    expect(welchTest([1], [2, 3])).toBeNull();
    expect(() => pairedTest([1, 2], [3])).toThrow(/as many values/);
    expect(() => mcNemarTest([true], [])).toThrow(/same rows/);
  });

  it('knows certainty and its absence where nothing varies', () => {
    expect(pairedTest([2, 2], [1, 1])).toMatchObject({ difference: 1, p: 0 });
    expect(welchTest([1, 1], [1, 1])).toMatchObject({ difference: 0, p: 1 });
  });

  it("Holm's correction multiplies the smallest most, never falls and keeps the order", () => {
    expect(holm([0.01, 0.04, 0.03, 0.5])).toEqual([0.04, 0.09, 0.09, 0.5]);
    expect(holm([0.2, Number.NaN, 0.9])).toEqual([0.4, Number.NaN, 0.9]);
  });
});
