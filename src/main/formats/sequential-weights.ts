import { AppError } from '../../contract/errors.ts';
import type { LayerShape } from '../../nn/network-shape.ts';
import type { Safetensors, Tensor } from './safetensors.ts';

/**
 * Weights under the names that `torch.nn.Sequential` gives them (`0.weight` `[out, in]`, `0.bias` `[out]`, numbered by
 * place in the layer list), in the order of `TrainState.weights`: per layer W as `[in, out]` row-major, then b.
 * A tensor that is missing, is left over, has another shape or type, or holds a value that is not finite is refused by name.
 */
export function sequentialWeights({ tensors }: Safetensors, network: LayerShape[]): Float32Array {
  const layers = network.filter(({ spec }) => spec.layer === 'dense');
  const wanted = new Set(layers.flatMap(({ at }) => [`${at}.weight`, `${at}.bias`]));
  const extra = [...tensors.keys()].find((name) => !wanted.has(name));
  if (extra !== undefined)
    throw refused(`The file holds a tensor ${JSON.stringify(extra.slice(0, 60))} that this network has no place for; its tensors are ${[...wanted].join(', ')}.`);
  const flat = new Float32Array(layers.reduce((sum, { inputs, units }) => sum + (inputs + 1) * units, 0));
  let offset = 0;
  for (const { at, inputs, units } of layers) {
    const weight = floats(tensors, `${at}.weight`, [units, inputs]);
    for (let i = 0; i < inputs; i++) for (let j = 0; j < units; j++) flat[offset++] = weight(j * inputs + i);
    const bias = floats(tensors, `${at}.bias`, [units]);
    for (let j = 0; j < units; j++) flat[offset++] = bias(j);
  }
  return flat;
}

function floats(tensors: Map<string, Tensor>, name: string, shape: number[]): (index: number) => number {
  const tensor = tensors.get(name);
  if (!tensor) throw refused(`The file has no tensor ${name}, which this network needs with the shape [${shape.join(', ')}].`);
  if (tensor.dtype !== 'F32') throw refused(`The tensor ${name} is of type ${tensor.dtype}; only F32 can be taken.`);
  if (tensor.shape.join() !== shape.join())
    throw refused(`The tensor ${name} has the shape [${tensor.shape.join(', ')}], but this network needs [${shape.join(', ')}].`);
  const view = new DataView(tensor.bytes.buffer, tensor.bytes.byteOffset, tensor.bytes.byteLength);
  return (index) => {
    const value = view.getFloat32(4 * index, true);
    if (!Number.isFinite(value)) throw refused(`The tensor ${name} holds ${value} at position ${index}; weights must be finite numbers.`);
    return value;
  };
}

function refused(message: string): AppError {
  return new AppError('invalidInput', message, 'from');
}
