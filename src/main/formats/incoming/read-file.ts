import { AppError } from '../../../contract/errors.ts';
import { readCapsule } from '../capsule/read.ts';
import { readHistoryCsv, readHistoryEvents, readHistoryJson } from '../history/read.ts';
import { readOnnx } from '../onnx/read.ts';
import { parseJson, refused } from './checked-json.ts';
import type { Incoming } from './incoming.ts';
import { readJsonModel, readSafetensorsModel } from './read-model.ts';

const mostJson = 256 * 1024 * 1024;
const mostOnnx = 512 * 1024 * 1024;

/**
 * Reads a file with a model, a history or runs, by what is in it; `fileName` decides where the bytes do not. Everything in
 * it is taken as hostile: what is wrong is an `AppError` that names the tensor, entry or field, and nothing is ever executed
 * or used as a path.
 */
export function readIncoming(file: Uint8Array, fileName: string): Incoming {
  try {
    return read(file, fileName);
  } catch (error) {
    if (error instanceof RangeError) throw refused('The file is nested too deeply, or claims more than fits into memory.');
    throw error;
  }
}

function read(file: Uint8Array, fileName: string): Incoming {
  const name = fileName.replace(/\.[^.]*$/, '').replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, ' ').trim().slice(0, 200) || 'imported';
  const extension = /\.([^.]*)$/.exec(fileName.toLowerCase())?.[1] ?? '';
  if (startsWith(file, 'PK\u0003\u0004') || extension === 'trainyard') return { kind: 'capsule', capsule: readCapsule(file) };
  if (extension === 'csv') return readHistoryCsv(file, name);
  if (extension === 'json' || (extension === '' && startsWith(file, '{'))) return readDocument(file);
  if (extension === 'onnx') {
    if (file.length > mostOnnx) throw new AppError('tooLarge', 'The ONNX file is larger than 512 MB.');
    const model = readOnnx(file);
    return model.name === 'ONNX model' ? { ...model, name } : model;
  }
  if (extension === 'safetensors') return readSafetensorsModel(file);
  if (/tfevents/i.test(fileName)) return readHistoryEvents(file, name);
  throw new AppError('unsupported', `${JSON.stringify(fileName.slice(0, 100))} is of no kind that can be imported as a run: .trainyard, .json, .safetensors, .onnx, .csv with a column "epoch", or a TensorBoard event file.`);
}

function readDocument(file: Uint8Array): Incoming {
  if (file.length > mostJson) throw new AppError('tooLarge', 'The document is larger than 256 MB.');
  const value = parseJson(file, 'The document') as { format?: unknown } | null;
  const format = typeof value === 'object' && value !== null ? value.format : undefined;
  if (format === 'trainyard-model') return readJsonModel(file);
  if (format === 'trainyard-history') return readHistoryJson(file);
  throw refused('The document is none of ours: its "format" is neither "trainyard-model" nor "trainyard-history".');
}

function startsWith(file: Uint8Array, text: string): boolean {
  return Buffer.from(file.buffer, file.byteOffset, Math.min(file.length, text.length)).toString('latin1') === text;
}
