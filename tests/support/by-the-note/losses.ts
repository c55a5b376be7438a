import type { LossName } from '../../../src/nn/spec.ts';
import { exp, log, log1p, sigmoid } from './elementary.ts';
import { f, mapped, type Matrix } from './float32.ts';

/** Sum of the loss over the rows of a batch, and its gradient at the last dense layer's output. */
export interface Loss {
  sum: number;
  gradient: Matrix;
}

/** target: per row the class, 0 or 1, or the numbers of a regression */
export const losses: Record<LossName, (z: Matrix, target: Matrix) => Loss> = {
  crossEntropy(z, target) {
    const scale = f(1 / z.length);
    let sum = 0;
    const gradient = z.map((row, r) => {
      const [t] = target[r] as [number];
      const m = Math.max(...row);
      const e = row.map((value) => f(exp(value - m)));
      const s = e.reduce((total, value) => total + value, 0);
      sum += log(s) - (row[t]! - m);
      return e.map((value, j) => f(f(f(value / s) - (j === t ? 1 : 0)) * scale));
    });
    return { sum, gradient };
  },
  binaryCrossEntropy(z, target) {
    const scale = f(1 / z.length);
    let sum = 0;
    const gradient = z.map(([value], r) => {
      const [t] = target[r] as [number];
      sum += Math.max(value!, 0) - value! * t + log1p(exp(-Math.abs(value!)));
      return [f(f(f(sigmoid(value!)) - t) * scale)];
    });
    return { sum, gradient };
  },
  meanSquaredError(z, target) {
    const factor = f(2 * (1 / (z.length * z[0]!.length)));
    const errors = mapped(z, (value, r, c) => f(value - target[r]![c]!));
    return { sum: errors.flat().reduce((sum, e) => sum + e * e, 0), gradient: mapped(errors, (e) => f(e * factor)) };
  },
};
