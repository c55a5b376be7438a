export interface NumberScores {
  /** prediction − target, by row */
  residuals: Float32Array;
  meanAbsolute: number;
  meanSquared: number;
  /** `1 − Σ(p − y)² / Σ(y − ȳ)²`, NaN where all targets are equal */
  r2: number;
  /** mean of the residuals */
  bias: number;
}

/** How well numbers are predicted; NaN throughout where there are no rows. */
export function scoreNumbers(actual: Float32Array, predicted: Float32Array): NumberScores {
  const residuals = predicted.map((p, i) => p - actual[i]!);
  const rows = actual.length;
  const mean = actual.reduce((sum, y) => sum + y, 0) / rows;
  let [absolute, squared, spread, sum] = [0, 0, 0, 0];
  residuals.forEach((r, i) => {
    absolute += Math.abs(r);
    squared += r * r;
    sum += r;
    spread += (actual[i]! - mean) * (actual[i]! - mean);
  });
  return { residuals, meanAbsolute: absolute / rows, meanSquared: squared / rows, r2: spread === 0 ? NaN : 1 - squared / spread, bias: sum / rows };
}
