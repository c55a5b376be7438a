import { refused } from '../incoming/checked-json.ts';

/** A tensor as protobuf reads it. */
export interface ReadTensor {
  name?: string;
  dims?: number[];
  dataType?: number;
  rawData?: Uint8Array;
  floatData?: number[];
  doubleData?: number[];
  stringData?: Uint8Array[];
  int64Data?: number[];
  int32Data?: number[];
  externalData?: unknown[];
  dataLocation?: number;
}

export interface NumberTensor {
  dims: number[];
  values: Float64Array | Float32Array;
}

const FLOAT = 1;
const DOUBLE = 11;

/** The finite numbers of a float or double tensor. Refuses external data, short ones and other types by the tensor's name. */
export function numbersOf(tensor: ReadTensor): NumberTensor {
  const name = JSON.stringify((tensor.name ?? 'of a constant').slice(0, 60));
  const dims = tensor.dims ?? [];
  if ((tensor.dataLocation ?? 0) !== 0 || (tensor.externalData?.length ?? 0) > 0) throw refused(`The tensor ${name} lies in another file (external data), which is not opened. Save the model as one file.`);
  if (tensor.dataType !== FLOAT && tensor.dataType !== DOUBLE) throw refused(`The tensor ${name} is of ONNX type ${tensor.dataType ?? 0}; weights must be float or double.`);
  if (dims.length > 8 || dims.some((dim) => !Number.isSafeInteger(dim) || dim < 0)) throw refused(`The tensor ${name} has a shape that cannot be: [${dims.slice(0, 8).join(', ')}].`);
  const length = dims.reduce((product, dim) => product * dim, 1);
  const width = tensor.dataType === FLOAT ? 4 : 8;
  if (!Number.isSafeInteger(length * width)) throw refused(`The shape [${dims.join(', ')}] of the tensor ${name} is too large.`);
  const values = tensor.rawData?.length ? rawNumbers(tensor.rawData, width, length, name) : Float64Array.from((width === 4 ? tensor.floatData : tensor.doubleData) ?? []);
  if (values.length !== length) throw refused(`The tensor ${name} of shape [${dims.join(', ')}] needs ${length} numbers, but has ${values.length}.`);
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw refused(`The tensor ${name} holds ${values[bad]} at position ${bad}; weights must be finite numbers.`);
  return { dims, values };
}

function rawNumbers(raw: Uint8Array, width: 4 | 8, length: number, name: string): Float64Array {
  if (raw.length !== width * length) throw refused(`The tensor ${name} needs ${width * length} bytes, but has ${raw.length}.`);
  const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
  return Float64Array.from({ length }, (_, i) => (width === 4 ? view.getFloat32(4 * i, true) : view.getFloat64(8 * i, true)));
}
