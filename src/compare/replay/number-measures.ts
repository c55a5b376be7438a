import { evenBins } from './bins.ts';
import type { NumbersFrame, RowsFrame } from './model.ts';

/** How well numbers are predicted. R² is `1 − Σ(p − y)² / Σ(y − ȳ)²`, NaN where all targets are equal. */
export function measureNumbers({ actual, predicted }: RowsFrame): NumbersFrame {
  const residuals = predicted.map((p, i) => p - actual[i]!);
  const mean = actual.reduce((sum, y) => sum + y, 0) / actual.length;
  let [absolute, squared, spread] = [0, 0, 0];
  residuals.forEach((r, i) => {
    absolute += Math.abs(r);
    squared += r * r;
    spread += (actual[i]! - mean) * (actual[i]! - mean);
  });
  const rows = actual.length;
  return { residuals: evenBins([residuals], 30), meanAbsolute: absolute / rows, meanSquared: squared / rows, r2: spread === 0 ? NaN : 1 - squared / spread };
}
