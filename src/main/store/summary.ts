/** A metric of a run in a few numbers, kept up to date with every batch of points. NaN where no value was a number. */
export interface Summary {
  last: number;
  lastEpoch: number;
  /** the first epoch that reached it; NaN is neither smaller nor larger than anything */
  min: number;
  minEpoch: number;
  max: number;
  maxEpoch: number;
}

/** What the summary becomes by values that follow those it covers. `values[i]` belongs to `epochs[i]`; at least one. */
export function extendSummary(before: Summary | null, epochs: readonly number[], values: readonly number[]): Summary {
  const first = epochs[0]!;
  const after = before ? { ...before } : { last: NaN, lastEpoch: first, min: NaN, minEpoch: first, max: NaN, maxEpoch: first };
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const epoch = epochs[i]!;
    if (value < after.min || (Number.isNaN(after.min) && !Number.isNaN(value))) {
      after.min = value;
      after.minEpoch = epoch;
    }
    if (value > after.max || (Number.isNaN(after.max) && !Number.isNaN(value))) {
      after.max = value;
      after.maxEpoch = epoch;
    }
    after.last = value;
    after.lastEpoch = epoch;
  }
  return after;
}
