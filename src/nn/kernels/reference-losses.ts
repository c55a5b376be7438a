import { exp, log, log1p, sigmoid } from '../elementary.ts';
import type { Arithmetic } from './arithmetic.ts';
import type { Kernel } from './kernel.ts';
import { softmaxRow } from './reference-elementwise.ts';

type Losses = Pick<Kernel, 'softmaxCrossEntropy' | 'sigmoidCrossEntropy' | 'squaredError'>;

export const losses = (arithmetic: Arithmetic, result: Float64Array): Losses => {
  const { round } = arithmetic;
  return {
    softmaxCrossEntropy(x, target, p, dx, rows, divisor) {
      const factor = round(1 / divisor);
      let total = 0;
      for (let r = 0; r < rows; r++) {
        const label = target.data[r * target.stride]!;
        const chosen = x.data[r * x.stride + label]!;
        const { max, sum } = softmaxRow(x, p, r, arithmetic);
        total += log(sum) - (chosen - max);
        if (!dx) continue;
        for (let j = 0; j < x.columns; j++) {
          const difference = round(p.data[r * p.stride + j]! - (j === label ? 1 : 0));
          dx.data[r * dx.stride + j] = round(difference * factor);
        }
      }
      result[0] = total;
    },

    sigmoidCrossEntropy(x, target, p, dx, rows, divisor) {
      const factor = round(1 / divisor);
      let total = 0;
      for (let r = 0; r < rows; r++) {
        const z = x.data[r * x.stride]!;
        const t = target.data[r * target.stride]!;
        const probability = round(sigmoid(z));
        p.data[r * p.stride] = probability;
        total += Math.max(z, 0) - z * t + log1p(exp(-Math.abs(z)));
        if (dx) dx.data[r * dx.stride] = round(round(probability - t) * factor);
      }
      result[0] = total;
    },

    squaredError(x, target, dx, rows, divisor) {
      const factor = round(2 * (1 / divisor));
      let total = 0;
      for (let r = 0; r < rows; r++) {
        for (let j = 0; j < x.columns; j++) {
          const difference = round(x.data[r * x.stride + j]! - target.data[r * target.stride + j]!);
          total += difference * difference;
          if (dx) dx.data[r * dx.stride + j] = round(difference * factor);
        }
      }
      result[0] = total;
    },
  };
};
