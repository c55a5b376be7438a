import { z } from 'zod';

/** Files that leave the app and come into it. Bytes cross a process border, never paths. */

export interface ExportFormat {
  /** what the file is for, in a few words */
  says: string;
  extension: string;
  /** a model is one epoch's weights, a history is the metrics of all epochs, a capsule may hold several runs */
  holds: 'model' | 'history' | 'runs';
}

export const exportFormats = {
  onnx: { says: 'ONNX, from raw columns to probabilities', extension: 'onnx', holds: 'model' },
  safetensors: { says: 'weights for PyTorch, config as metadata', extension: 'safetensors', holds: 'model' },
  json: { says: 'everything, as one document', extension: 'json', holds: 'model' },
  js: { says: 'an ES module without dependencies', extension: 'mjs', holds: 'model' },
  html: { says: 'a page with a form that predicts', extension: 'html', holds: 'model' },
  'history-csv': { says: 'the metrics of every epoch, as a table', extension: 'csv', holds: 'history' },
  'history-json': { says: 'the metrics of every epoch, as one document', extension: 'json', holds: 'history' },
  tensorboard: { says: 'an event file: metrics and histograms of weights', extension: 'tfevents', holds: 'history' },
  capsule: { says: 'whole runs with data set and every stored epoch, for another Trainyard', extension: 'trainyard', holds: 'runs' },
} satisfies Record<string, ExportFormat>;

export type ExportFormatName = keyof typeof exportFormats;
export const exportFormatNames = Object.keys(exportFormats) as ExportFormatName[];

const runId = z.string().min(1).max(100);

/** As many runs as one capsule may hold. */
export const mostCapsuleRuns = 1000;

export const exportRequest = z.strictObject({
  /** several for a capsule, else one */
  ids: z.array(runId).min(1).max(mostCapsuleRuns),
  format: z.enum(exportFormatNames as [ExportFormatName, ...ExportFormatName[]]),
  /** of a model: the best by what the run watched, the last, or a number */
  at: z.union([z.enum(['best', 'last']), z.int().min(0).max(1_000_000)]).default('best'),
});
export type ExportRequest = z.output<typeof exportRequest>;

export interface ExportStart {
  exportId: string;
  /** a name for the file, without a folder */
  fileName: string;
  /** the run's name and the epoch where it is a model's */
  run: string;
  epoch: number | null;
}

export interface ExportPiece {
  bytes: Uint8Array;
  /** nothing comes after these bytes */
  done: boolean;
}

/** The most bytes of one piece of a file, either way. */
export const pieceBytes = 4 * 1024 * 1024;
/** The largest file that can be imported as runs. */
export const largestRunFile = 1024 * 1024 * 1024;

export type FileKind = 'capsule' | 'json' | 'safetensors' | 'onnx' | 'history';

/** What an import of a file with runs has done. */
export interface RunImportReport {
  kind: FileKind;
  runs: {
    id: string;
    name: string;
    /** `kept`: it was here already and nothing was missing */
    outcome: 'added' | 'completed' | 'kept';
    /** what was added to a run that was here, in words */
    added: string[];
    /** what both have and is not the same; what was here stays */
    conflicts: string[];
  }[];
  /** data sets that came with it and were not here */
  dataSets: { id: string; name: string }[];
  /** what was taken in another way than it was written, as sentences */
  notes: string[];
}
