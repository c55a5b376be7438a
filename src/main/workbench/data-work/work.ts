import type { AssociationReport, DataSetPreview, DataSetRows, ImportOptions, ScatterSample, SplitReport } from '../../../contract/data-sets.ts';
import type { SplitConfig } from '../../../data/config.ts';
import type { Task } from '../../../data/table.ts';
import type { PackedColumn } from '../../store/data-set-columns.ts';
import type { Answer } from '../asked-thread.ts';
import type { ReadRunFile } from '../read-run-file.ts';
import type { PredictedRows, PredictionWork } from './predict-rows.ts';

/** What is done to tables and files away from the main thread: name → what goes in and what comes out, all of it cloneable. */
export interface DataWork {
  /** begins to read a file; one at a time */
  begin: { input: { fileName: string; options: ImportOptions }; output: null };
  write: { input: { bytes: Uint8Array }; output: { rows: number } };
  finish: { input: null; output: FinishedImport };
  preview: { input: { fileName: string; bytes: Uint8Array; whole: boolean; options: ImportOptions }; output: DataSetPreview };
  associate: { input: { rows: number; columns: PackedColumn[]; target: PackedColumn; task: Task }; output: AssociationReport['associations'] };
  scatter: { input: { rows: number; x: PackedColumn; y: PackedColumn; colourBy: PackedColumn | null; limit: number }; output: ScatterSample };
  /** reads a file with runs, a model or a history */
  readRuns: { input: { file: Uint8Array; fileName: string }; output: ReadRunFile };
  split: { input: { rows: number; target: PackedColumn; task: Task; splitBy: PackedColumn | null; split: SplitConfig }; output: Omit<SplitReport, 'target' | 'task'> };
  /** `tableWanted`: ask again, with the table */
  predict: { input: PredictionWork; output: PredictedRows | 'tableWanted' };
  cells: { input: { total: number; columns: PackedColumn[]; rows: readonly number[] }; output: DataSetRows['columns'] };
}

/** A table that is ready to be stored: nothing is left to compute but the writing. */
export interface FinishedImport {
  name: string;
  rows: number;
  target: string;
  task: Task;
  /** JSON */
  profile: string;
  notes: string[];
  contentSha256: string;
  columns: PackedColumn[];
}

export type WorkName = keyof DataWork;
export type WorkInput<N extends WorkName> = DataWork[N]['input'];
export type WorkOutput<N extends WorkName> = DataWork[N]['output'];

export interface ToDataWorker {
  id: number;
  name: WorkName;
  input: WorkInput<WorkName>;
}

export type FromDataWorker = Answer<WorkOutput<WorkName>>;
