import { z } from 'zod';
import { AppError } from '../../contract/errors.ts';
import { findDuplicateKey } from './duplicate-key.ts';

/** A tensor of a safetensors file: `bytes` is a view, row-major and little-endian. */
export interface Tensor {
  dtype: Dtype;
  shape: number[];
  bytes: Uint8Array;
}

export interface Safetensors {
  tensors: Map<string, Tensor>;
  metadata: Map<string, string>;
}

const bytesPerElement = {
  BOOL: 1, U8: 1, I8: 1, F8_E4M3: 1, F8_E5M2: 1, U16: 2, I16: 2, F16: 2, BF16: 2, U32: 4, I32: 4, F32: 4, U64: 8, I64: 8, F64: 8,
} as const;
export type Dtype = keyof typeof bytesPerElement;

/** The format's own limit, which keeps a forged length from allocating anything. */
const headerLimit = 100_000_000;

const size = z.int().min(0);
const entry = z.strictObject({
  dtype: z.enum(Object.keys(bytesPerElement) as [Dtype, ...Dtype[]]),
  shape: z.array(size).max(64),
  data_offsets: z.tuple([size, size]),
});
const metadataEntry = z.record(z.string(), z.string());

/**
 * Reads a whole safetensors file: eight bytes of length, a JSON header, the tensors without gap or overlap.
 * Everything in it is taken as hostile; what is wrong is an `unreadable` that names the tensor.
 * Format: https://huggingface.co/docs/safetensors
 */
export function readSafetensors(file: Uint8Array): Safetensors {
  const { header, data } = splitFile(file);
  const tensors = new Map<string, Tensor>();
  const metadata = new Map<string, string>();
  for (const [name, value] of Object.entries(header)) {
    if (name === '__metadata__') for (const [key, text] of parseMetadata(value)) metadata.set(key, text);
    else tensors.set(name, parseTensor(name, value, data));
  }
  checkLayout(tensors, data);
  return { tensors, metadata };
}

function splitFile(file: Uint8Array): { header: object; data: Uint8Array } {
  if (file.length < 8) throw unreadable('The file is too short to be a safetensors file.');
  const length = new DataView(file.buffer, file.byteOffset).getBigUint64(0, true);
  if (length > BigInt(headerLimit)) throw unreadable('The file is not a safetensors file: its header claims more than 100 MB.');
  if (length > BigInt(file.length - 8)) throw unreadable('The safetensors file ends inside of its header. It may not have been copied completely.');
  const end = 8 + Number(length);
  return { header: parseHeader(file.subarray(8, end)), data: file.subarray(end) };
}

function parseHeader(bytes: Uint8Array): object {
  const text = decodeUtf8(bytes);
  const header = parseJson(text);
  if (header === null || typeof header !== 'object' || Array.isArray(header)) throw unreadable('The header of the safetensors file is not a JSON object.');
  const twice = findDuplicateKey(text);
  if (twice !== null) throw unreadable(`The header of the safetensors file names ${show(twice)} twice.`);
  return header;
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw unreadable('The header of the safetensors file is not UTF-8 text.');
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw unreadable('The header of the safetensors file is not JSON.');
  }
}

function parseMetadata(value: unknown): [string, string][] {
  const parsed = metadataEntry.safeParse(value);
  if (!parsed.success) throw unreadable('The metadata of the safetensors file may only hold text.');
  return Object.entries(parsed.data);
}

function parseTensor(name: string, value: unknown, data: Uint8Array): Tensor {
  const parsed = entry.safeParse(value);
  if (!parsed.success)
    throw unreadable(`The tensor ${show(name)} is not described as safetensors asks for (${parsed.error.issues[0]?.path.join('.') || 'entry'}).`);
  const { dtype, shape, data_offsets: [begin, end] } = parsed.data;
  const bytes = shape.reduce((product, length) => product * length, bytesPerElement[dtype]);
  if (!Number.isSafeInteger(bytes)) throw unreadable(`The shape [${shape.join(', ')}] of the tensor ${show(name)} is too large.`);
  if (end - begin !== bytes)
    throw unreadable(`The tensor ${show(name)} of shape [${shape.join(', ')}] needs ${bytes} bytes, but has ${end - begin}.`);
  if (end > data.length) throw unreadable(`The tensor ${show(name)} reaches past the end of the file. It may not have been copied completely.`);
  return { dtype, shape, bytes: data.subarray(begin, end) };
}

/** Tensors lie one behind the other and fill the file, so that nothing is hidden in it and nothing is read twice. */
function checkLayout(tensors: Map<string, Tensor>, data: Uint8Array): void {
  const inOrder = [...tensors].sort(([, a], [, b]) => a.bytes.byteOffset - b.bytes.byteOffset || a.bytes.length - b.bytes.length);
  let end = data.byteOffset;
  for (const [name, { bytes }] of inOrder) {
    if (bytes.byteOffset < end) throw unreadable(`The tensor ${show(name)} overlaps another one.`);
    if (bytes.byteOffset > end) throw unreadable(`There are bytes before the tensor ${show(name)} that belong to none.`);
    end += bytes.length;
  }
  if (end !== data.byteOffset + data.length) throw unreadable('The safetensors file goes on after its last tensor.');
}

function unreadable(message: string): AppError {
  return new AppError('unreadable', message, 'from');
}

function show(name: string): string {
  return JSON.stringify(name.length > 60 ? `${name.slice(0, 60)}…` : name);
}
