import { sigmoid, tanh } from '../elementary.ts';
import type { Arithmetic } from './arithmetic.ts';
import type { Activation } from './kernel.ts';

/** One activation: f, and f′ times what comes back, taken from the output y = f(x). */
export interface ActivationPair {
  /** not yet rounded */
  forward(x: number, slope: number): number;
  /** `dy·f′`, every operation rounded */
  backward(y: number, dy: number, slope: number, arithmetic: Arithmetic): number;
}

export const activations: Record<Activation['kind'], ActivationPair> = {
  relu: {
    forward: (x) => Math.max(x, 0),
    backward: (y, dy) => (y > 0 ? dy : 0),
  },
  leakyRelu: {
    forward: (x, slope) => (x > 0 ? x : x * slope),
    backward: (y, dy, slope, { round }) => (y > 0 ? dy : round(dy * slope)),
  },
  sigmoid: {
    forward: sigmoid,
    backward: (y, dy, _slope, { round }) => round(dy * round(y * round(1 - y))),
  },
  tanh: {
    forward: tanh,
    backward: (y, dy, _slope, { round, madd }) => round(dy * madd(-y, y, 1)),
  },
};
