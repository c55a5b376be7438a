import type { z } from 'zod';
import type { ImportOptions, DataSetDetail, DataSetSummary } from '../../contract/data-sets.ts';
import type { Experiment } from '../../contract/api.ts';
import type { Curve, CurveAxis } from '../../contract/curves.ts';
import type { EditEntry, EditHistory, ParsedRunChange, RunFiles, RunSelection, RunsInCommon } from '../../contract/run-edits.ts';
import type { ConfigChange, LineageNode, StoredVerification } from '../../contract/replay.ts';
import type { BestRun } from '../../contract/files.ts';
import type { ModelDetail, ModelFacts, ModelSummary } from '../../contract/models.ts';
import type { RunConfig } from '../../contract/run-config.ts';
import type { AvailableColumn, RunColumnsQuery, RunGroupPage, RunGroupsQuery, RunIdsQuery, RunLinePage, RunPageQuery, RunVocabulary } from '../../contract/run-lists.ts';
import type { RunDetail, RunPage, RunQuery, RunRow, RunStatus, Series, StopReason } from '../../contract/runs.ts';
import type { EmptiedTrash, TrashSize } from '../../contract/trash.ts';
import type { SavedView, viewToSave } from '../../contract/saved-views.ts';
import type { FeaturePlan } from '../../data/feature-plan.ts';
import type { ColumnProfile, Table, Task } from '../../data/table.ts';
import type { PackedColumn } from './data-set-columns.ts';
import type { RunRecords } from './run-records.ts';
import type { TrashProgress } from './trash.ts';

/**
 * The store: one SQLite file, one repository an aggregate. Calls are synchronous; each that writes is one
 * immediate transaction of its own, or part of the one that `transaction` has open.
 * Errors are `AppError`s (`notFound`, `conflict`, `newerDatabase`, `notATrainyardFile`, `damaged`, `busy`).
 */
export interface Store {
  readonly path: string;
  /** names this opening of the file among all that there are */
  readonly owner: string;
  readonly dataSets: DataSets;
  readonly experiments: Experiments;
  readonly runs: Runs;
  readonly edits: Edits;
  readonly points: Points;
  readonly snapshots: Snapshots;
  readonly forks: Forks;
  /** runs that leave and enter the file as a whole */
  readonly records: RunRecords;
  readonly leases: Leases;
  readonly commands: Commands;
  readonly settings: SettingsTable;
  readonly views: SavedViews;
  readonly models: Models;
  readonly queue: QueueOrder;
  /** what past runs of this machine with that arithmetic cost, the latest first */
  pastCosts(arithmetic: string): PastCost[];
  transaction<T>(work: () => T): T;
  /** SQLite's `data_version`: changes when another process has committed. */
  dataVersion(): number;
  /** What emptying the trash would remove; reads no blob. */
  trashSize(): TrashSize;
  /** Removes for good what is in the trash and no longer trained or needed; `bytes` is what the file gave back. */
  emptyTrash(): EmptiedTrash;
  /** The same in short transactions: yields between them, when others may write. */
  emptyTrashInSlices(): Generator<TrashProgress, EmptiedTrash>;
  /** What SQLite finds wrong with the file, as sentences; empty for a sound one. Reads the whole file. */
  checkIntegrity(): string[];
  /** Gives this process's leases back and closes the file. Closing again does nothing. */
  close(): void;
}

export interface NewDataSet {
  name: string;
  table: Table;
  contentSha256: string;
  target: string | null;
  task: Task | null;
  profile: ColumnProfile[];
  notes: string[];
  source: string;
  builtIn: boolean;
  options: ImportOptions;
}

export interface DataSets {
  /** Same content and same name: returns what is there. Same name, other content: `conflict`. */
  create(input: NewDataSet): DataSetDetail;
  /** As `create`, column by column in short transactions, so that others are answered and write in between. Nobody sees it before `commit`. */
  stage(input: StagedDataSet): DataSetStaging;
  list(): DataSetSummary[];
  /** those in the trash, the latest first */
  trashed(): DataSetSummary[];
  /** by id or by name */
  get(idOrName: string): DataSetDetail;
  summary(idOrName: string): DataSetSummary;
  table(id: string): Table;
  /** one column by name or place, still packed */
  packedColumn(id: string, column: string | number): PackedColumn;
  rename(id: string, name: string): DataSetSummary;
  setNote(id: string, note: string): DataSetSummary;
  /** to the trash; `conflict` while runs use it, or where it is built in */
  remove(id: string): void;
  restore(id: string): DataSetSummary;
  /** by id: a text that is another one as soon as what can change of the data set has */
  traces(): Map<string, string>;
}

/** A data set whose columns come one by one. */
export interface StagedDataSet extends Omit<NewDataSet, 'table' | 'profile'> {
  rows: number;
  columns: number;
  /** JSON */
  profile: string;
}

export interface DataSetStaging {
  /** the next column */
  add(column: PackedColumn): void;
  /** `conflict` as in `create` */
  commit(): DataSetDetail;
  /** leaves nothing */
  discard(): void;
}

export interface Experiments {
  list(): Experiment[];
  /** the id of the experiment of that name, created where it is missing */
  ensure(name: string): string;
}

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
  standing(id: string): Pick<RunRow, 'id' | 'name' | 'status' | 'startedAt'>;
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
  remove(ids: string[]): void;
  restore(ids: string[]): void;
}

/** Why an edit, or a step of undo or redo, leaves a run as it is. */
export type ReasonToLeave = 'locked' | 'training' | 'trashed' | 'changedSince' | 'gone';

/** How many were left for a reason, and the name of one of them. */
export type LeftRuns = Partial<Record<ReasonToLeave, { runs: number; name: string }>>;

export interface EditResult {
  /** null where there was nothing to change, undo or redo */
  entry: EditEntry | null;
  changed: number;
  left: LeftRuns;
}

/** Edits that can be undone, by whichever process: what a person does to runs by hand. */
export interface Edits {
  /** `label` says what was done, given how many runs were changed and the name of one of them. */
  make(runs: RunSelection, change: ParsedRunChange, label: (runs: number, name: string) => string): EditResult;
  undo(): EditResult;
  redo(): EditResult;
  /** How many runs a selection names. */
  reach(runs: RunSelection): number;
  history(limit: number): EditHistory;
}

/** The epochs of one run that one batch brings: `values[metric][i]` belongs to `epochs[i]`. */
export interface PointsBatch {
  runId: string;
  epochs: number[];
  steps: number[];
  values: Record<string, number[]>;
  bestEpoch: number | null;
  trainSeconds: number;
}

export interface Points {
  /** Points and summaries of all runs of the batch in one transaction. */
  append(batches: PointsBatch[]): void;
  series(runId: string, options?: { metrics?: string[]; afterEpoch?: number; through?: number }): Series[];
  /** the names of the metrics that it has points of, in order */
  metrics(runId: string): string[];
  /** The points of some epochs, which are in order; of each metric those that it has. Looks up each of them. */
  at(runId: string, epochs: readonly number[]): Pick<Series, 'metric' | 'epochs' | 'values'>[];
  /** All points of one metric, in order of x; null for a run that is gone or never had it. */
  curve(runId: string, metric: string, axis: CurveAxis): Curve | null;
}

export interface NewSnapshot {
  epoch: number;
  /** little-endian float32 in the order that is hashed */
  weights: Uint8Array;
  weightsSha256: Uint8Array;
  /** link of the chain at this epoch */
  link: Uint8Array;
  /** serialized TrainState for a keyframe, else null */
  state: Uint8Array | null;
}

export interface StoredSnapshot extends NewSnapshot {
  runId: string;
}

export interface Snapshots {
  /**
   * Appends in order of epoch, thins out under the run's `budgetBytes` (first, best, last and keyframes stay).
   * Links of all epochs are kept, whether or not their weights are.
   */
  append(runId: string, snapshots: NewSnapshot[], keep: { bestEpoch: number | null }): void;
  /** Checks the hash; `damaged` names run and epoch. Null where the weights of this epoch are not stored. */
  get(runId: string, epoch: number): StoredSnapshot | null;
  /** The weights alone, without reading the state of a keyframe. */
  weights(runId: string, epoch: number): Uint8Array | null;
  /** what a keyframe's state has to hash to, whatever is stored of it now; null where the epoch is no keyframe */
  stateSha256(runId: string, epoch: number): Uint8Array | null;
  /** the nearest stored keyframe at or before the epoch */
  keyframeBefore(runId: string, epoch: number): StoredSnapshot | null;
  epochs(runId: string): number[];
  /** epochs of which the state to go on from is stored, in order */
  keyframes(runId: string): number[];
  /** in order of epoch; those of a range where one is given */
  links(runId: string, range?: { from?: number; through?: number }): ChainLink[];
  /** Stored epochs whose weights or state do not match their hash. Reads all of them. */
  damaged(runId: string): number[];
  /** Writes anew what is stored of an epoch. It stays a keyframe where it was one, if a state is given. */
  repair(runId: string, snapshot: NewSnapshot): void;
}

export interface ChainLink {
  epoch: number;
  link: Uint8Array;
  weightsSha256: Uint8Array;
}

export interface Forks {
  /** Says where a run was forked from, and gives it its parent's hash chain up to there. */
  record(runId: string, origin: { parentId: string; epoch: number; changes: ConfigChange[] }): void;
  /** the whole family, from the farthest ancestor that is known */
  lineage(runId: string): LineageNode;
}

export interface Leases {
  /** Takes the run for this process; false where a living process has it. */
  take(runId: string): boolean;
  renewAll(): void;
  release(runId: string): void;
  ownedHere(runId: string): boolean;
  /** Runs whose owner is dead or silent: they are marked `interrupted` (or stay `queued`), ids returned. */
  sweep(): string[];
}

export type RunCommand = 'pause' | 'resume' | 'stop';

/** How a process steers a run that another one trains. */
export interface Commands {
  send(runId: string, command: RunCommand): void;
  /** Commands for runs that this process owns and knows of by now, oldest first; they are gone afterwards. Others wait. */
  takeForOwned(isKnown: (runId: string) => boolean): { runId: string; command: RunCommand }[];
}

/** The order of queued runs, which whoever trains them obeys. */
export interface QueueOrder {
  /** in their order; runs of other statuses in order of launching */
  rows(status: RunStatus, limit: number): RunRow[];
  ids(statuses: RunStatus[]): string[];
  /** Runs that wait and that no process has, in their order; `held` are paused and wait for being resumed first. */
  unowned(): { id: string; position: number; held: boolean }[];
  /** Puts queued runs, in the order given, before another queued one, or last. `conflict` where one is not queued. */
  move(ids: string[], before: string | null): void;
}

export interface PastCost {
  parameters: number;
  epochs: number;
  seconds: number;
  snapshotBytes: number;
  snapshotBudget: number;
  batchSize: number;
  trainRows: number;
  validationRows: number;
}

export interface SettingsTable {
  get(): Record<string, unknown>;
  set(patch: Record<string, unknown>): void;
}

/** Views of the window that a person keeps under a name. Errors: `notFound`, `conflict` where the name is taken. */
export interface SavedViews {
  list(): SavedView[];
  get(id: string): SavedView;
  /** a new one, or in place of the one with that id */
  save(view: z.output<typeof viewToSave>): SavedView;
  rename(id: string, name: string): SavedView;
  /** returns what it was */
  remove(id: string): SavedView;
}

/** What a model version is made of: copies, so that it stands on its own. */
export interface StoredModelVersion {
  id: string;
  /** the model's */
  name: string;
  version: number;
  run: { id: string; name: string };
  runCreatedAt: number;
  epoch: number;
  dataSet: { name: string; contentSha256: string };
  arithmetic: string;
  config: RunConfig;
  features: FeaturePlan;
  metrics: Record<string, number>;
  facts: ModelFacts;
  /** little-endian float32 in the order that is hashed */
  weights: Uint8Array;
  weightsSha256: string;
}

export interface NewModelVersion extends Omit<StoredModelVersion, 'id' | 'version' | 'dataSet' | 'weightsSha256'> {
  dataSet: { id: string; name: string; contentSha256: string };
  aliases: string[];
}

/** Named models with versions. Errors: `notFound`, `conflict` where a name is taken, `damaged`. */
export interface Models {
  /** by name; those in the trash instead */
  list(options?: { trash?: boolean }): ModelSummary[];
  detail(id: string): ModelDetail;
  /** what `NAME`, `NAME:VERSION` or `NAME@ALIAS` means (an id in place of NAME; the newest version of NAME); null where there is no such model */
  find(reference: string): { id: string; version: number } | null;
  /** a new version of the model of that name, which is made where it is missing */
  promote(input: NewModelVersion): { id: string; version: number };
  version(id: string, version: number): StoredModelVersion;
  rename(id: string, name: string): ModelSummary;
  setNote(id: string, note: string): ModelSummary;
  /** lets an alias point to a version, from wherever it was; null takes it away */
  setAlias(id: string, alias: string, version: number | null): ModelDetail;
  recordExport(id: string, version: number, file: { format: string; fileName: string; bytes: Uint8Array }): void;
  /** to the trash */
  remove(id: string): void;
  restore(id: string): ModelSummary;
  /** another text as soon as a model has changed */
  trace(): string;
}
