import type { Activation, Kernel } from '../kernels/kernel.ts';
import type { LayerSpec } from '../spec.ts';
import type { Layer } from './layer.ts';

/** `Y = f(X)`, element by element; backwards `dX = dY ∘ f′`, with f′ taken from the output. */
export function activation(kernel: Kernel, at: number, rows: number, units: number, kind: Activation): Layer {
  const y = kernel.matrix(rows, units);
  return {
    at,
    forward(x, count) {
      kernel.activate(x, y, count, kind);
      return y;
    },
    backward(dy, count) {
      kernel.activationGradient(y, dy, dy, count, kind);
      return dy;
    },
  };
}

/** The kernel's activation for a layer spec, or null for layers that are none. */
export function activationOf(spec: LayerSpec | undefined): Activation | null {
  switch (spec?.layer) {
    case 'relu':
    case 'sigmoid':
    case 'tanh':
      return { kind: spec.layer };
    case 'leakyRelu':
      return { kind: 'leakyRelu', slope: spec.slope };
    default:
      return null;
  }
}
