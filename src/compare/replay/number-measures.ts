import { scoreNumbers } from '../regression/number-scores.ts';
import { evenBins } from './bins.ts';
import type { NumbersFrame, RowsFrame } from './model.ts';

/** How well numbers are predicted. */
export function measureNumbers({ actual, predicted }: RowsFrame): NumbersFrame {
  const { residuals, meanAbsolute, meanSquared, r2 } = scoreNumbers(actual, predicted);
  return { residuals: evenBins([residuals], 30), meanAbsolute, meanSquared, r2 };
}
