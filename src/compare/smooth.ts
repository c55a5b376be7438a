/**
 * Exponential moving average with the start-up bias taken out: s ← w·s + (1 − w)·x, shown as s / (1 − wᵏ) after k
 * values (Kingma & Ba, arXiv:1412.6980, section 3, for the correction). `weight` runs from 0 (the values themselves)
 * to below 1. What is not finite is passed through as it is and leaves the average alone.
 */
export function smooth(values: ArrayLike<number>, weight: number): Float64Array {
  const smoothed = new Float64Array(values.length);
  let [average, remaining] = [0, 1];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!Number.isFinite(value)) {
      smoothed[i] = value;
      continue;
    }
    average = weight * average + (1 - weight) * value;
    remaining *= weight;
    smoothed[i] = average / (1 - remaining);
  }
  return smoothed;
}
