import type { DenseParameters, Kernel } from '../kernels/kernel.ts';
import { assertNever } from '../assert-never.ts';
import type { LayerShape } from '../network-shape.ts';
import type { Generator } from '../random.ts';
import { activation, activationOf } from './activation.ts';
import { dense } from './dense.ts';
import { dropout } from './dropout.ts';
import type { Layer } from './layer.ts';
import { softmax } from './softmax.ts';

export interface BuildOptions {
  /** most rows in one pass */
  rows: number;
  /** places of the dense layers' parameters, in order */
  weights: readonly DenseParameters[];
  /** the same for their gradients; null where the network only predicts */
  gradients: readonly DenseParameters[] | null;
  /** streams for dropout by name; without it dropout layers are left out, as they do nothing in inference */
  generator: ((purpose: string) => Generator) | null;
  /** whether the first dense layer passes a gradient on */
  inputGradient: boolean;
  /** whether a dense layer takes in the activation that follows it */
  fuse: boolean;
}

export function buildLayers(kernel: Kernel, shapes: readonly LayerShape[], options: BuildOptions): Layer[] {
  const { rows, weights, gradients, generator, fuse } = options;
  const layers: Layer[] = [];
  let denseAt = 0;
  for (let i = 0; i < shapes.length; i++) {
    const { at, spec, units } = shapes[i]!;
    switch (spec.layer) {
      case 'dense': {
        const taken = fuse ? activationOf(shapes[i + 1]?.spec) : null;
        layers.push(dense(kernel, {
          at, rows, weights: weights[denseAt]!, gradient: gradients?.[denseAt] ?? null, activation: taken,
          inputGradient: gradients !== null && (denseAt > 0 || options.inputGradient),
        }));
        denseAt++;
        if (taken) i++;
        break;
      }
      case 'relu':
      case 'leakyRelu':
      case 'sigmoid':
      case 'tanh':
        layers.push(activation(kernel, at, rows, units, activationOf(spec)!));
        break;
      case 'softmax':
        layers.push(softmax(kernel, at, rows, units));
        break;
      case 'dropout':
        if (generator) layers.push(dropout(kernel, at, rows, units, spec.rate, generator(`dropout/${at}`)));
        break;
      default:
        assertNever(spec);
    }
  }
  return layers;
}
