import { denseWeights, describeModel, type SavedModel } from './saved-model.ts';

/**
 * The weights as a safetensors file, with the names and shapes that `torch.nn.Sequential.load_state_dict` takes (`0.weight` `[out, in]`,
 * `0.bias` `[out]`, numbered by place in the layer list), and everything else about the model as metadata.
 * Format: https://huggingface.co/docs/safetensors
 */
export function writeSafetensors(model: SavedModel): Uint8Array {
  const tensors = denseWeights(model).flatMap(({ shape, weight, bias }) => [
    { name: `${shape.at}.weight`, shape: [shape.units, shape.inputs], values: transposed(weight, shape.inputs, shape.units) },
    { name: `${shape.at}.bias`, shape: [shape.units], values: bias },
  ]);
  let offset = 0;
  const entries = tensors.map(({ name, shape, values }) => {
    const begin = offset;
    offset += values.byteLength;
    return [name, { dtype: 'F32', shape, data_offsets: [begin, offset] }];
  });
  const header = padded(Buffer.from(JSON.stringify({ __metadata__: { format: 'pt', ...describeModel(model) }, ...Object.fromEntries(entries) })));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  return Buffer.concat([length, header, ...tensors.map(({ values }) => Buffer.from(values.buffer, values.byteOffset, values.byteLength))]);
}

/** `[inputs, units]` row-major to `[units, inputs]` row-major. */
function transposed(weight: Float32Array, inputs: number, units: number): Float32Array {
  return Float32Array.from(weight, (_, at) => weight[(at % inputs) * units + Math.floor(at / inputs)]!);
}

/** Spaces at the end, so that the tensors lie on an 8-byte boundary. */
const padded = (header: Buffer): Buffer => Buffer.concat([header, Buffer.alloc((8 - (header.length % 8)) % 8, ' ')]);
