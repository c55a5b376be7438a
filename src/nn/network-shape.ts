import { NetworkError } from './network-error.ts';
import type { LayerSpec, LossName } from './spec.ts';

/** One layer's place in a network, known without building it. */
export interface LayerShape {
  /** index in the list of layers */
  at: number;
  spec: LayerSpec;
  /** numbers that go in and come out, a row */
  inputs: number;
  units: number;
  /** weights and biases */
  parameters: number;
}

/** More would not leave room for gradients and optimizer state in the memory that a kernel can address. */
const maxParameters = 100_000_000;

/**
 * The shapes of a network on rows of `inputs` numbers, for a target of `outputs` classes (or numbers, for a regression).
 * @throws NetworkError where layers, loss and data do not go together, with the field
 */
export function describeNetwork(specs: readonly LayerSpec[], inputs: number, outputs: number, loss: LossName): LayerShape[] {
  checkHead(specs, loss, outputs);
  if (inputs < 1) throw new NetworkError('The data has no feature column; choose at least one.', 'data.features');
  const lastDense = specs.findLastIndex((spec) => spec.layer === 'dense');
  let width = inputs;
  let total = 0;
  return specs.map((spec, at) => {
    const units = spec.layer === 'dense' ? denseUnits(spec.units, at, at === lastDense ? outputWidth(loss, outputs) : null) : width;
    const parameters = spec.layer === 'dense' ? (width + 1) * units : 0;
    const shape = { at, spec, inputs: width, units, parameters };
    width = units;
    total += parameters;
    if (total > maxParameters) {
      throw new NetworkError(`The network has more than ${maxParameters / 1e6} million parameters; give its layers fewer units.`, `network.${at}`);
    }
    return shape;
  });
}

/** Width of the network's last layer: one unit is enough for two classes under binary cross-entropy. */
export const outputWidth = (loss: LossName, outputs: number): number => (loss === 'binaryCrossEntropy' ? 1 : outputs);

const heads: Record<LossName, { layers: readonly LayerSpec['layer'][]; says: string }> = {
  crossEntropy: { layers: ['softmax'], says: 'softmax' },
  binaryCrossEntropy: { layers: ['sigmoid'], says: 'sigmoid' },
  meanSquaredError: { layers: ['dense', 'relu', 'leakyRelu', 'sigmoid', 'tanh'], says: 'dense or an activation' },
};

function checkHead(specs: readonly LayerSpec[], loss: LossName, outputs: number): void {
  const last = specs.at(-1);
  const lastDense = specs.findLastIndex((spec) => spec.layer === 'dense');
  if (!last || lastDense < 0) throw new NetworkError('The network needs at least one dense layer.', 'network');
  const early = specs.findIndex((spec, at) => spec.layer === 'softmax' && at < specs.length - 1);
  if (early >= 0) throw new NetworkError('softmax can only be the last layer.', `network.${early}`);
  const { layers, says } = heads[loss];
  if (!layers.includes(last.layer)) throw new NetworkError(`The loss ${loss} needs ${says} as the last layer, not ${last.layer}.`, 'loss');
  if (loss !== 'meanSquaredError' && lastDense !== specs.length - 2) {
    throw new NetworkError(`The loss ${loss} needs a dense layer right before the last layer.`, `network.${specs.length - 2}`);
  }
  if (loss === 'crossEntropy' && outputs < 2) throw new NetworkError('The target has one class only; two or more are needed.', 'data.target');
  if (loss === 'binaryCrossEntropy' && outputs !== 2) {
    throw new NetworkError(`The loss binaryCrossEntropy needs a target with two classes, and this one has ${outputs}; use crossEntropy.`, 'loss');
  }
}

/** `needed`: the width that the data asks of the last dense layer, null for the others. */
function denseUnits(units: number | undefined, at: number, needed: number | null): number {
  const field = `network.${at}.units`;
  if (units === undefined && needed === null) throw new NetworkError('Only the last dense layer may leave out its units.', field);
  if (units !== undefined && needed !== null && units !== needed) {
    throw new NetworkError(`The last dense layer needs ${needed} units for this target, not ${units}; leave units out to let the data decide.`, field);
  }
  const chosen = units ?? needed!;
  if (!Number.isInteger(chosen) || chosen < 1) throw new NetworkError(`A dense layer needs a whole number of units from 1, not ${chosen}.`, field);
  return chosen;
}
