/**
 * When each epoch of a run ended, in milliseconds since 1970. Epochs are recorded in batches that share one time, the
 * time of the batch's last: the others ended earlier, by as much as the epochs after them took. `seconds` are the
 * epochs' lengths, null where they were not recorded; then a batch keeps its one time. Never runs backwards.
 */
export function wallTimes(recordedAt: ArrayLike<number>, seconds: ArrayLike<number> | null): Float64Array {
  const times = Float64Array.from(recordedAt);
  if (seconds) {
    for (let i = times.length - 2; i >= 0; i--) {
      const after = seconds[i + 1]!;
      if (recordedAt[i] === recordedAt[i + 1] && after > 0) times[i] = times[i + 1]! - after * 1000;
    }
  }
  for (let i = 1; i < times.length; i++) times[i] = Math.max(times[i]!, times[i - 1]!);
  return times;
}

/**
 * For how many seconds the run had trained at the end of each epoch: the sum of the epochs' lengths, pauses left out;
 * without lengths the time since the first epoch was recorded.
 */
export function trainedTimes(recordedAt: ArrayLike<number>, seconds: ArrayLike<number> | null): Float64Array {
  const times = new Float64Array(recordedAt.length);
  let sum = 0;
  for (let i = 0; i < times.length; i++) {
    if (seconds) sum += seconds[i]! > 0 ? seconds[i]! : 0;
    else sum = Math.max(sum, (recordedAt[i]! - recordedAt[0]!) / 1000);
    times[i] = sum;
  }
  return times;
}
