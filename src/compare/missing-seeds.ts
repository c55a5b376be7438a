/**
 * The seeds that each group still needs to come to `wanted` of them, so that as many as can be are the same in all groups and pair up:
 * those that most groups have first, then the smallest that none has, from 1 on. A group that has as many as are wanted may still get some.
 */
export function missingSeeds(groups: readonly (readonly number[])[], wanted: number): number[][] {
  const counts = new Map<number, number>();
  for (const seeds of groups) for (const seed of new Set(seeds)) counts.set(seed, (counts.get(seed) ?? 0) + 1);
  const common = [...counts].sort(([a, inA], [b, inB]) => inB - inA || a - b).map(([seed]) => seed).slice(0, wanted);
  for (let seed = 1; common.length < wanted; seed++) if (!counts.has(seed)) common.push(seed);
  return groups.map((seeds) => common.filter((seed) => !seeds.includes(seed)).sort((a, b) => a - b));
}

/** Runs of whole numbers that follow each other, as first and last. */
export function rangesOf(ascending: readonly number[]): [number, number][] {
  const ranges: [number, number][] = [];
  for (const value of ascending) {
    const last = ranges.at(-1);
    if (last && last[1] + 1 === value) last[1] = value;
    else ranges.push([value, value]);
  }
  return ranges;
}
