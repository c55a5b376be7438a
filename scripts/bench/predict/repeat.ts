import { median } from '../train/median.ts';

const repetitions = 5;

/** The median of five seconds of work, after a warm-up. */
export function medianSeconds(work: () => void): number {
  const took: number[] = [];
  for (let at = -1; at < repetitions; at++) {
    const from = performance.now();
    work();
    if (at >= 0) took.push((performance.now() - from) / 1000);
  }
  return median(took);
}
