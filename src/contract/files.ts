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
} as const satisfies Record<string, ExportFormat>;

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

export const modelFormatNames = exportFormatNames.filter((name) => exportFormats[name].holds === 'model') as ModelFormatName[];
export type ModelFormatName = { [Name in ExportFormatName]: (typeof exportFormats)[Name]['holds'] extends 'model' ? Name : never }[ExportFormatName];

/** A version on the shelf as a file. */
export const modelExportRequest = z.strictObject({
  model: z.strictObject({ id: runId, version: z.int().min(1).max(1_000_000) }),
  format: z.enum(modelFormatNames as [ModelFormatName, ...ModelFormatName[]]),
});
export type ModelExportRequest = z.output<typeof modelExportRequest>;

/** The run of some that reached the best value of a metric, and where. */
export interface BestRun {
  id: string;
  name: string;
  epoch: number;
  value: number;
  /** how many of the runs have the metric and weights */
  candidates: number;
}

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
  /** how much of the file there is by now, 0 to 1; null where nobody can tell */
  share: number | null;
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

/** What an import would do, told before it does it. */
export interface RunImportPreview {
  kind: FileKind;
  /** how many runs the file holds */
  total: number;
  /** the first of them */
  runs: IncomingRunInfo[];
  /** tables that came with it */
  dataSets: { name: string; rows: number; columns: number; /** the same table is here already */ known: boolean }[];
  notes: string[];
}

export interface IncomingRunInfo {
  name: string;
  /** `here`: it is here already, and only what is missing would be added; `trashed`: likewise, and it would come back from the trash */
  outcome: 'new' | 'here' | 'trashed';
  /** that it has metrics of; 0 for a model without any history */
  epochs: number;
  metrics: string[];
  /** of which it has weights */
  snapshots: number;
  /** a sentence about its network, where it has one */
  network: string | null;
  dataSet: string | null;
}
