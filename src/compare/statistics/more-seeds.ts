import { criticalT } from './student-t.ts';
import type { TTest } from './t-tests.ts';

const MOST = 10_000;
/** two-sided critical values of the normal distribution */
const NORMAL_0_05 = 1.9599639845400545;
const NORMAL_0_4 = 0.8416212335729143;

/**
 * How many more seeds each side needs before a difference as large as the one seen, if it is real, would show at
 * `level` with 80 % power. The smallest n with (t(level) + t(0.4)) · spread / |difference| ≤ √n, where t(p) is
 * the two-sided critical value for the degrees of freedom that n gives: the usual sample size of normal theory with
 * t in place of z (Cohen, Statistical Power Analysis for the Behavioral Sciences, 1988, chapter 2).
 * Null where no number up to ten thousand would do: there is then no difference worth the wait.
 */
export function moreSeeds(test: TTest, seeds: number, level = 0.05): number | null {
  const groups = test.kind === 'paired' ? 1 : 2;
  const ratio = test.spread / Math.abs(test.difference);
  // The normal quantiles are below every t quantile, and that of 5 % is below those of stricter levels, so this start is never too high.
  const start = Math.max(2, seeds, Math.floor((NORMAL_0_05 + NORMAL_0_4) ** 2 * ratio ** 2));
  for (let n = start; n <= MOST; n++) {
    const df = groups * (n - 1);
    if ((criticalT(level, df) + criticalT(0.4, df)) * ratio <= Math.sqrt(n)) return n - seeds;
  }
  return null;
}
