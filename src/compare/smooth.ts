/**
 * Exponential moving average with the start-up bias taken out: s ← w·s + (1 − w)·x, shown as s / (1 − wᵏ) after k
 * values (Kingma & Ba, arXiv:1412.6980, section 3, for the correction). `weight` runs from 0 (the values themselves)
 * to below 1. What is not finite is passed through as it is and leaves the average alone.
 */
export function smooth(values: ArrayLike<number>, weight: number): Float64Array {
  const smoothed = new Float64Array(values.length);
  let [average, remaining, i] = [0, 1, 0];
  for (; i < values.length && remaining > noBias; i++) {
    const value = values[i]!;
    if (value - value === 0) {
      average = weight * average + (1 - weight) * value;
      remaining *= weight;
      smoothed[i] = average / (1 - remaining);
    } else smoothed[i] = value;
  }
  for (; i < values.length; i++) {
    const value = values[i]!;
    if (value - value === 0) smoothed[i] = average = weight * average + (1 - weight) * value;
    else smoothed[i] = value;
  }
  return smoothed;
}

/** Less than this, and 1 − it is 1: the correction changes nothing any more. */
const noBias = 2 ** -54;
