import type { Floats, Kernel, Matrix, Parameters } from './kernels/kernel.ts';
import { buildLayers } from './layers/build.ts';
import type { Layer, Mode } from './layers/layer.ts';
import { initialize } from './initializers.ts';
import { NetworkError } from './network-error.ts';
import { describeNetwork, type LayerShape } from './network-shape.ts';
import { createGenerator, type Generator } from './random.ts';
import type { LayerSpec, LossName } from './spec.ts';

export interface NetworkSpec {
  network: readonly LayerSpec[];
  loss: LossName;
  /** numbers a row that go in */
  inputs: number;
  /** classes, or numbers a row for a regression */
  outputs: number;
}

export interface NetworkOptions {
  /** most rows in one pass */
  rows: number;
  /** what learning needs: room for gradients, and a stream of chance for each dropout layer by its name */
  training?: { generator: (purpose: string) => Generator };
  /** also ∂loss/∂input of the first layer; false by default */
  inputGradient?: boolean;
  /** compute an activation together with the dense layer before it; true by default. The numbers are the same. */
  fuse?: boolean;
}

/** A network in a kernel's memory. Its weights are zeros until some are imported. */
export interface Network {
  readonly shapes: readonly LayerShape[];
  readonly values: Parameters;
  /** null in a network that only predicts */
  readonly gradient: Parameters | null;
  /** the layers as they are computed, without the head that belongs to the loss */
  readonly layers: readonly Layer[];
  /** what each of `layers` gave in the last pass */
  readonly outputs: readonly Matrix[];
  /** x `[rows, inputs]` → what the loss takes: logits for a classifier, the prediction for a regression */
  forward(x: Matrix, rows: number, mode: Mode): Matrix;
  /** From ∂loss/∂forward to the gradients of all parameters; returns ∂loss/∂x where it was asked for. */
  backward(d: Matrix, rows: number): Matrix | null;
  /** x `[rows, inputs]` → probabilities (one column under binaryCrossEntropy), or the numbers of a regression */
  predict(x: Matrix, rows: number): Matrix;
  /** @throws NetworkError unless `flat` has a finite number for each parameter, in the public order */
  importWeights(flat: ArrayLike<number>): void;
  /** Copies the weights in the public order and returns `into`, which has room for each parameter. */
  exportWeights<Into extends Floats>(into: Into): Into;
}

/** @throws NetworkError where layers, loss and data do not go together */
export function createNetwork(kernel: Kernel, spec: NetworkSpec, options: NetworkOptions): Network {
  const { rows, training, inputGradient = false, fuse = true } = options;
  const shapes = describeNetwork(spec.network, spec.inputs, spec.outputs, spec.loss);
  const denseShapes = shapes.filter(({ spec: { layer } }) => layer === 'dense');
  const values = kernel.parameters(denseShapes);
  const gradient = training ? kernel.parameters(denseShapes) : null;
  const building = {
    rows, weights: values.layers, gradients: gradient?.layers ?? null, generator: training?.generator ?? null, inputGradient, fuse,
  };
  const headAt = spec.loss === 'meanSquaredError' ? shapes.length : shapes.length - 1;
  const layers = buildLayers(kernel, shapes.slice(0, headAt), building);
  const head = buildLayers(kernel, shapes.slice(headAt), building);
  const outputs: Matrix[] = [];

  const forward = (x: Matrix, count: number, mode: Mode): Matrix => {
    let y = x;
    for (let i = 0; i < layers.length; i++) {
      y = layers[i]!.forward(y, count, mode);
      outputs[i] = y;
    }
    return y;
  };

  return {
    shapes,
    values,
    gradient,
    layers,
    outputs,
    forward,
    backward(d, count) {
      let dy: Matrix | null = d;
      for (let i = layers.length - 1; i >= 0 && dy; i--) dy = layers[i]!.backward(dy, count);
      return dy;
    },
    predict: (x, count) => head.reduce((y, layer) => layer.forward(y, count, 'inference'), forward(x, count, 'inference')),
    importWeights(flat) {
      if (flat.length !== values.size) {
        throw new NetworkError(`These weights are ${flat.length} numbers, and the network has ${values.size} parameters.`, 'from');
      }
      kernel.importParameters(values, flat);
      if (kernel.firstNonFinite(values) >= 0) throw new NetworkError('These weights hold a number that is not finite.', 'from');
    },
    exportWeights(into) {
      kernel.exportParameters(values, into);
      return into;
    },
  };
}

/** Starting weights in the public order. Each layer has a stream of its own, so that a change of one leaves the others. */
export function initialWeights(shapes: readonly LayerShape[], seed: number): Float64Array {
  const flat = new Float64Array(shapes.reduce((sum, { parameters }) => sum + parameters, 0));
  let from = 0;
  for (const { at, spec, inputs, units, parameters } of shapes) {
    if (spec.layer === 'dense') {
      initialize(flat.subarray(from, from + inputs * units), spec.init, inputs, units, createGenerator(seed, `weights/${at}`));
    }
    from += parameters;
  }
  return flat;
}
