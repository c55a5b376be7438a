import type { Kernel, Matrix } from './kernels/kernel.ts';
import type { Network } from './network.ts';

/** Where a training left the range of its numbers. */
export interface Divergence {
  /** index in the list of layers */
  layer: number;
  quantity: 'loss' | 'gradient' | 'weights';
}

/** The loss of the last forward pass is not finite: names the first layer that gave such a number, else the last one. */
export function divergedLoss(network: Network, rows: number): Divergence {
  const first = network.outputs.findIndex((output) => !isFiniteMatrix(output, rows));
  return { layer: network.layers[first]?.at ?? network.shapes.length - 1, quantity: 'loss' };
}

/** After an update: null while every parameter is finite, else the first dense layer and whether its gradient was at fault. */
export function divergedUpdate(kernel: Kernel, { values, gradient, shapes }: Network): Divergence | null {
  if (kernel.firstNonFinite(values) < 0) return null;
  const inGradient = gradient ? kernel.firstNonFinite(gradient) : -1;
  const dense = shapes.filter(({ spec }) => spec.layer === 'dense');
  return inGradient >= 0
    ? { layer: dense[inGradient]!.at, quantity: 'gradient' }
    : { layer: dense[kernel.firstNonFinite(values)]!.at, quantity: 'weights' };
}

/** A sentence for the person; `step` and `epoch` count from 1. */
export function describeDivergence({ layer, quantity }: Divergence, { shapes }: Network, step: number, epoch: number): string {
  const what = { loss: 'the loss is', gradient: 'the gradient is', weights: 'the weights are' }[quantity];
  const where = `network.${layer} (${shapes[layer]!.spec.layer})`;
  return `The training diverged in step ${step}, epoch ${epoch}: ${what} no longer finite, first in ${where}. Try a lower learning rate, clipNorm, or scaled features.`;
}

function isFiniteMatrix({ data, stride, columns }: Matrix, rows: number): boolean {
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) if (!Number.isFinite(data[r * stride + c]!)) return false;
  }
  return true;
}
