import { exportFormats, type ExportFormat, type ModelFormatName } from '../../contract/files.ts';
import { writeJsonModel } from './json-model.ts';
import { writeOnnx } from './onnx/write.ts';
import { writeModule } from './portable/module.ts';
import { writePage } from './portable/page.ts';
import { writeSafetensors } from './safetensors-write.ts';
import type { SavedModel } from './saved-model.ts';

export interface ModelFormat extends ExportFormat {
  write(model: SavedModel): Uint8Array;
}

const text = (content: string): Uint8Array => new TextEncoder().encode(content);

/** A model format is an entry here and one in the contract; everything else follows from them. */
export const modelFormats = {
  onnx: { ...exportFormats.onnx, write: writeOnnx },
  safetensors: { ...exportFormats.safetensors, write: writeSafetensors },
  json: { ...exportFormats.json, write: (model) => text(writeJsonModel(model)) },
  js: { ...exportFormats.js, write: (model) => text(writeModule(model)) },
  html: { ...exportFormats.html, write: (model) => text(writePage(model)) },
} satisfies Record<ModelFormatName, ModelFormat>;
