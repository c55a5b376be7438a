import { incompleteBeta } from './special-functions.ts';

export interface McNemar {
  /** rows that A got right and B wrong */
  onlyA: number;
  /** rows that B got right and A wrong */
  onlyB: number;
  /** difference of the two accuracies, A minus B */
  difference: number;
  /** two-sided and exact */
  p: number;
}

/**
 * McNemar's test on the same rows for two single runs, in its exact form: where the runs differ, a coin decides
 * under the null hypothesis, so min(onlyA, onlyB) is binomial with one half.
 * McNemar, Psychometrika 12 (1947). `a[i]`, `b[i]`: did the run get row i right?
 */
export function mcNemarTest(a: readonly boolean[], b: readonly boolean[]): McNemar {
  if (a.length !== b.length) throw new RangeError(`McNemar's test needs the same rows for both runs (${a.length} and ${b.length})`);
  let [onlyA, onlyB] = [0, 0];
  a.forEach((right, i) => {
    if (right && !b[i]) onlyA++;
    if (!right && b[i]) onlyB++;
  });
  return { onlyA, onlyB, difference: (onlyA - onlyB) / a.length, p: exactP(onlyA, onlyB) };
}

/** P(K ≤ k) for K ~ Binomial(n, ½) is I_½(n − k, k + 1); twice that, both sides being alike. */
function exactP(onlyA: number, onlyB: number): number {
  const n = onlyA + onlyB;
  const k = Math.min(onlyA, onlyB);
  return 2 * k >= n ? 1 : Math.min(1, 2 * incompleteBeta(0.5, n - k, k + 1));
}
