import { writeJsonModel } from './json-model.ts';
import { writeOnnx } from './onnx/write.ts';
import { writeModule } from './portable/module.ts';
import { writePage } from './portable/page.ts';
import { writeSafetensors } from './safetensors-write.ts';
import type { SavedModel } from './saved-model.ts';

export interface ModelFormat {
  /** what the file is for, in a few words */
  says: string;
  extension: string;
  write(model: SavedModel): Uint8Array;
}

const text = (content: string): Uint8Array => new TextEncoder().encode(content);

/** A model format is an entry here; everything else follows from it. */
export const modelFormats = {
  onnx: { says: 'ONNX, from raw columns to probabilities', extension: 'onnx', write: writeOnnx },
  safetensors: { says: 'weights for PyTorch, config as metadata', extension: 'safetensors', write: writeSafetensors },
  json: { says: 'everything, as one document', extension: 'json', write: (model) => text(writeJsonModel(model)) },
  js: { says: 'an ES module without dependencies', extension: 'mjs', write: (model) => text(writeModule(model)) },
  html: { says: 'a page with a form that predicts', extension: 'html', write: (model) => text(writePage(model)) },
} satisfies Record<string, ModelFormat>;

export type ModelFormatName = keyof typeof modelFormats;
export const modelFormatNames = Object.keys(modelFormats) as ModelFormatName[];
