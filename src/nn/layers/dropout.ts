import type { Kernel, Matrix } from '../kernels/kernel.ts';
import type { Generator } from '../random.ts';
import type { Layer } from './layer.ts';

/**
 * Inverted dropout (Srivastava et al. 2014): in training each number is zeroed with probability `rate` and the others
 * are divided by 1 − rate, so that inference passes everything through as it is.
 */
export function dropout(kernel: Kernel, at: number, rows: number, units: number, rate: number, generator: Generator): Layer {
  const y = kernel.matrix(rows, units);
  const mask = kernel.matrix(rows, units);
  const kept = 1 / (1 - rate);
  const threshold = rate * 2 ** 32;

  const drawMask = (count: number, { data, stride }: Matrix): void => {
    for (let r = 0; r < count; r++) {
      for (let c = 0; c < units; c++) data[r * stride + c] = generator.next() < threshold ? 0 : kept;
    }
  };

  return {
    at,
    forward(x, count, mode) {
      if (mode === 'inference') return x;
      drawMask(count, mask);
      kernel.multiply(x, mask, y, count);
      return y;
    },
    backward(dy, count) {
      kernel.multiply(dy, mask, dy, count);
      return dy;
    },
  };
}
