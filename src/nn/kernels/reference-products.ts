import type { Arithmetic } from './arithmetic.ts';
import { activations } from './activations.ts';
import type { Kernel } from './kernel.ts';
import { slopeOf } from './reference-elementwise.ts';
import type { ReferenceDense } from './reference-memory.ts';

type Products = Pick<Kernel, 'affine' | 'parameterGradient' | 'inputGradient'>;

/** The three products of a dense layer. */
export const products = (arithmetic: Arithmetic): Products => {
  const { round, madd } = arithmetic;
  return {
    affine(x, layer: ReferenceDense, y, rows, activation) {
      const { inputs, units, w, b } = layer;
      for (let r = 0; r < rows; r++) {
        for (let n = 0; n < units; n++) {
          let sum = b[n]!;
          for (let k = 0; k < inputs; k++) sum = madd(x.data[r * x.stride + k]!, w[k * units + n]!, sum);
          y.data[r * y.stride + n] = sum;
        }
      }
      if (activation) {
        const { forward } = activations[activation.kind];
        const slope = slopeOf(activation, arithmetic);
        for (let r = 0; r < rows; r++) {
          for (let n = r * y.stride; n < r * y.stride + units; n++) y.data[n] = round(forward(y.data[n]!, slope));
        }
      }
    },

    parameterGradient(x, dy, gradient: ReferenceDense, rows) {
      const { inputs, units, w, b } = gradient;
      for (let n = 0; n < units; n++) {
        for (let k = 0; k < inputs; k++) {
          let sum = 0;
          for (let r = 0; r < rows; r++) sum = madd(x.data[r * x.stride + k]!, dy.data[r * dy.stride + n]!, sum);
          w[k * units + n] = sum;
        }
        let sum = 0;
        for (let r = 0; r < rows; r++) sum = round(sum + dy.data[r * dy.stride + n]!);
        b[n] = sum;
      }
    },

    inputGradient(dy, layer: ReferenceDense, dx, rows) {
      const { inputs, units, w } = layer;
      for (let r = 0; r < rows; r++) {
        for (let k = 0; k < inputs; k++) {
          let sum = 0;
          for (let n = 0; n < units; n++) sum = madd(dy.data[r * dy.stride + n]!, w[k * units + n]!, sum);
          dx.data[r * dx.stride + k] = sum;
        }
      }
    },
  };
};
