import type { BestRun } from '../../../contract/files.ts';
import type { StoredVerification } from '../../../contract/replay.ts';
import type { RunConfig } from '../../../contract/run-config.ts';
import type { RunFiles, RunSelection, RunsInCommon } from '../../../contract/run-edits.ts';
import type { AvailableColumn, RunColumnsQuery, RunGroupPage, RunGroupsQuery, RunIdsQuery, RunLinePage, RunPageQuery, RunVocabulary } from '../../../contract/run-lists.ts';
import type { RunDetail, RunPage, RunQuery, RunRow, RunStatus, StopReason } from '../../../contract/runs.ts';

export interface NewRun {
  name: string;
  experimentId: string;
  tags: string[];
  config: RunConfig;
  dataSetId: string;
  arithmetic: string;
}

/** What a worker found out before the first step. */
export interface Preparation {
  parameters: number;
  rows: { train: Uint32Array; validation: Uint32Array; test: Uint32Array };
  classes: string[];
  /** how raw columns become inputs: JSON, from `src/data` */
  features: unknown;
}

export interface RunEnd {
  status: Extract<RunStatus, 'completed' | 'stopped' | 'diverged' | 'failed' | 'interrupted'>;
  stopReason: StopReason | null;
  error: string | null;
  weightsSha256: string | null;
  chain: string | null;
  bestEpoch: number | null;
  trainSeconds: number;
  /** of a diverged run, for diagnosis: little-endian float32 in the order that is hashed */
  weightsAtDivergence?: Uint8Array | null;
}

export interface Runs {
  create(input: NewRun): RunRow;
  /** As `create`, for many runs whose rows are read later; returns the id. */
  add(input: NewRun): string;
  row(id: string): RunRow;
  /** what steering a run asks for, at a fraction of the cost of its row; in the trash as well */
  standing(id: string): Pick<RunRow, 'id' | 'name' | 'status' | 'startedAt' | 'dataSetId'>;
  /** in the order of the ids; those that are gone or in the trash are left out */
  rows(ids: readonly string[]): RunRow[];
  /** an id, or the beginning of one that is unique, or a unique name */
  resolve(idPrefixOrName: string): string;
  detail(id: string): RunDetail;
  files(id: string): RunFiles;
  /** Throws as an edit of the same selection would. */
  inCommon(runs: RunSelection): RunsInCommon;
  /** by a metric, among those that have weights; null where there is none */
  best(runs: RunSelection, metric: string): BestRun | null;
  list(query: RunQuery): RunPage;
  /** the same runs as lines with the cells of some columns */
  page(query: RunPageQuery): RunLinePage;
  ids(query: RunIdsQuery): string[];
  groups(query: RunGroupsQuery): RunGroupPage;
  columns(query: RunColumnsQuery): AvailableColumn[];
  vocabulary(): RunVocabulary;
  /** what `start` recorded, null for a run that has not started; `damaged` where its row lists do not match their hash */
  preparation(id: string): Preparation | null;
  /** what a diverged run's weights had become; null for other runs; `damaged` where they do not match their hash */
  weightsAtDivergence(id: string): Uint8Array | null;
  /**
   * Rows with a revision above the cursor (removed ones as ids), and the cursor to ask with next.
   * `Infinity` asks for no rows, for the present cursor alone. Where more than `most` runs have changed, `tooMany` says
   * so and neither rows nor ids are read.
   */
  changedSince(revision: number, most?: number): { rows: RunRow[]; removed: string[]; revision: number; tooMany: boolean };
  /** Answers whether it had begun before. */
  start(id: string, preparation: Preparation): boolean;
  /** `running`, `paused`, back to `queued` */
  setStatus(id: string, status: RunStatus): void;
  /** Puts a run that has ended in the queue again, to go on up to `epochs`; what its end has brought is taken back. */
  reopen(id: string, epochs: number): void;
  setVerification(id: string, verification: StoredVerification): void;
  end(id: string, end: RunEnd): void;
  rename(id: string, name: string): void;
  setTags(id: string, tags: string[]): void;
  setNote(id: string, note: string): void;
  addEvent(id: string, kind: string, message: string): void;
  /** An event of the kind `note`, unless the run has it already. */
  addNote(id: string, message: string): void;
  remove(ids: string[]): void;
  restore(ids: string[]): void;
}
