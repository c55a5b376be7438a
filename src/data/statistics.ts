export interface Moments {
  min: number;
  max: number;
  mean: number;
  /** of the population: √(Σ(x − mean)² / n) */
  sd: number;
}

/**
 * Of at least one value, none of them NaN. Values are divided by a power of ten first where their squares could leave
 * float64, so that every finite input has finite moments.
 */
export function moments(values: Float64Array): Moments {
  let [min, max] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  const unit = Math.max(-min, max) > 1e100 ? 1e300 : 1;
  let sum = 0;
  for (const value of values) sum += value / unit;
  const mean = sum / values.length;
  let squares = 0;
  for (const value of values) {
    const difference = value / unit - mean;
    squares += difference * difference;
  }
  return { min, max, mean: mean * unit, sd: Math.sqrt(squares / values.length) * unit };
}

/** Of at least one value; the mean of the two in the middle where the number of values is even. */
export function median(values: Float64Array): number {
  const sorted = Float64Array.from(values).sort();
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : sorted[middle - 1]! / 2 + sorted[middle]! / 2;
}

/** The most frequent of at least one value; of several, the smallest. */
export function mode(values: Float64Array): number {
  const sorted = Float64Array.from(values).sort();
  let [best, most] = [sorted[0]!, 0];
  for (let from = 0, at = 1; at <= sorted.length; at++) {
    if (sorted[at] === sorted[from]) continue;
    if (at - from > most) [best, most] = [sorted[from]!, at - from];
    from = at;
  }
  return best;
}

/** The values that are not NaN. */
export function present(values: Float64Array): Float64Array {
  return values.filter((value) => !Number.isNaN(value));
}

/** How many different values there are; none of them may be NaN. */
export function countDistinct(values: Float64Array): number {
  const sorted = Float64Array.from(values).sort();
  let count = sorted.length > 0 ? 1 : 0;
  for (let at = 1; at < sorted.length; at++) if (sorted[at] !== sorted[at - 1]) count++;
  return count;
}
