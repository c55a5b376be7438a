import type { Bins } from './model.ts';

/** Counts in equal bins from −m to m, with m the largest size of a finite value, rounded up so that it does not change with every epoch. */
export function evenBins(groups: readonly Float32Array[], bins: number, to = evenLimit(groups)): Bins {
  const counts = new Uint32Array(bins);
  for (const values of groups) {
    for (let i = 0; i < values.length; i++) {
      const at = Math.floor(((values[i]! + to) / (2 * to)) * bins);
      if (at >= 0) counts[Math.min(bins - 1, at)]!++;
    }
  }
  return { from: -to, to, counts };
}

/** How far from 0 such bins reach. */
export function evenLimit(groups: readonly Float32Array[]): number {
  let most = 0;
  for (const values of groups) for (let i = 0; i < values.length; i++) if (Number.isFinite(values[i])) most = Math.max(most, Math.abs(values[i]!));
  return roundedUp(most);
}

/** The next of 1, 1.5, 2, 3, 5, 7 and 10 times a power of ten; 1 for 0. */
function roundedUp(value: number): number {
  if (!(value > 0)) return 1;
  const decade = 10 ** Math.floor(Math.log10(value));
  return [1, 1.5, 2, 3, 5, 7, 10].map((step) => step * decade).find((limit) => limit >= value) ?? 10 * decade;
}
