/** A stored snapshot as thinning sees it. */
export interface StoredSize {
  epoch: number;
  keyframe: boolean;
  bytes: number;
}

/** How full a run's budget is after all of a plan, so that what is done of it at a time need not be planned closely. */
const refill = 0.75;

/**
 * Which epochs to let go of so that the rest fits the budget. `stored` is in order of epoch.
 *
 * First, best and last always stay, and so do the first keyframe, with which a fork begins, and the last one, from which a
 * run goes on. Snapshots without a state go first, as any of them can be computed from the keyframe before it; then keyframes, at doubling distances, so that
 * no epoch is farther from one than twice what it was.
 */
export function planThinning(stored: readonly StoredSize[], budgetBytes: number, bestEpoch: number | null): number[] {
  if (total(stored) <= budgetBytes) return [];
  const first = stored[0]!.epoch;
  const last = stored[stored.length - 1]!.epoch;
  const kept = new Set([first, last, stored.find(({ keyframe }) => keyframe)?.epoch ?? first, stored.findLast(({ keyframe }) => keyframe)?.epoch ?? last]);
  if (bestEpoch !== null) kept.add(bestEpoch);
  const goal = budgetBytes * refill;
  let left: readonly StoredSize[] = stored;
  for (const thinsKeyframes of [false, true]) {
    for (let distance = 2; total(left) > goal && distance < (last - first) * 2; distance *= 2)
      left = spread(left, distance, (one) => kept.has(one.epoch) || one.keyframe !== thinsKeyframes);
  }
  const remaining = new Set(left.map(({ epoch }) => epoch));
  return stored.filter(({ epoch }) => !remaining.has(epoch)).map(({ epoch }) => epoch);
}

/** Keeps what is untouchable, and of the others those that are at least `distance` after the one of them kept before. */
function spread(stored: readonly StoredSize[], distance: number, untouchable: (one: StoredSize) => boolean): StoredSize[] {
  let before = stored[0]!.epoch;
  return stored.filter((one) => {
    if (untouchable(one)) return true;
    if (one.epoch - before < distance) return false;
    before = one.epoch;
    return true;
  });
}

function total(stored: readonly StoredSize[]): number {
  return stored.reduce((sum, { bytes }) => sum + bytes, 0);
}
