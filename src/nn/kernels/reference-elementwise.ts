import { exp } from '../elementary.ts';
import { activations } from './activations.ts';
import type { Arithmetic } from './arithmetic.ts';
import type { Activation, Kernel, Matrix } from './kernel.ts';

type Elementwise = Pick<Kernel, 'activate' | 'activationGradient' | 'multiply' | 'softmax'>;

export const elementwise = (arithmetic: Arithmetic): Elementwise => {
  const { round } = arithmetic;
  return {
    activate(x, y, rows, activation) {
      const { forward } = activations[activation.kind];
      const slope = slopeOf(activation, arithmetic);
      for (let r = 0; r < rows; r++) {
        for (let c = 0; c < x.columns; c++) y.data[r * y.stride + c] = round(forward(x.data[r * x.stride + c]!, slope));
      }
    },

    activationGradient(y, dy, dx, rows, activation) {
      const { backward } = activations[activation.kind];
      const slope = slopeOf(activation, arithmetic);
      for (let r = 0; r < rows; r++) {
        for (let c = 0; c < y.columns; c++) {
          dx.data[r * dx.stride + c] = backward(y.data[r * y.stride + c]!, dy.data[r * dy.stride + c]!, slope, arithmetic);
        }
      }
    },

    multiply(x, mask, y, rows) {
      for (let r = 0; r < rows; r++) {
        for (let c = 0; c < x.columns; c++) {
          y.data[r * y.stride + c] = round(x.data[r * x.stride + c]! * mask.data[r * mask.stride + c]!);
        }
      }
    },

    softmax(x, y, rows) {
      for (let r = 0; r < rows; r++) softmaxRow(x, y, r, arithmetic);
    },
  };
};

/** A leaky ReLU's slope as the kernel computes with it; 0 for activations without one. */
export const slopeOf = (activation: Activation, { round }: Arithmetic): number =>
  activation.kind === 'leakyRelu' ? round(activation.slope) : 0;

/** Row r of `p = softmax(z)`; returns log Σ exp(z_j − m) + m in two parts, as the losses need them. */
export function softmaxRow(z: Matrix, p: Matrix, r: number, { round }: Arithmetic): { max: number; sum: number } {
  const from = r * z.stride;
  const to = r * p.stride;
  let max = -Infinity;
  for (let j = 0; j < z.columns; j++) max = Math.max(max, z.data[from + j]!);
  let sum = 0;
  for (let j = 0; j < z.columns; j++) {
    const e = round(exp(z.data[from + j]! - max));
    p.data[to + j] = e;
    sum += e;
  }
  for (let j = 0; j < z.columns; j++) p.data[to + j] = round(p.data[to + j]! / sum);
  return { max, sum };
}
