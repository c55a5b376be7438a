import { z } from 'zod';
import { longestColumnName } from '../data/csv/column-names.ts';
import {
  dataSetName, importOptions, mostRowsRead, previewBytes, scatterLimit, type AssociationReport, type DataSetDetail, type DataSetPreview, type DataSetRows, type DataSetSummary,
  type ScatterSample, type SplitReport,
} from './data-sets.ts';
import { comparisonQuery, predictionsQuery, reportQuery, type PackedPredictions, type RunsComparison } from './comparisons.ts';
import { curvesQuery, epochValuesQuery, historyQuery, type EpochValues, type PackedCurve, type PackedSeries } from './curves.ts';
import type { CostEstimate } from './costs.ts';
import { exportRequest, largestRunFile, modelExportRequest, pieceBytes, type BestRun, type ExportPiece, type ExportStart, type RunImportPreview, type RunImportReport } from './files.ts';
import { modelAlias, modelName, modelSource, promotion, versionNumber, type ModelDetail, type ModelForm, type ModelSummary } from './models.ts';
import { presetFields, presetName, type Preset } from './presets.ts';
import type { QueueState } from './queue.ts';
import { launchRequest } from './launch-request.ts';
import { forkRequest, stateQuery, weightsQuery, type EpochState, type EpochWeights, type LineageNode, type TrainingRows, type VerifyResult } from './replay.ts';
import { replicates } from './replicates.ts';
import { runColumnsQuery, runGroupsQuery, runIdsQuery, runPageQuery, type AvailableColumn, type RunGroupPage, type RunLinePage, type RunVocabulary } from './run-lists.ts';
import { viewToSave, type SavedView } from './saved-views.ts';
import { split, type RunConfig } from './run-config.ts';
import { runChange, runSelection, type EditHistory, type EditOutcome, type RunFiles, type RunsInCommon } from './run-edits.ts';
import type { EmptiedTrash, TrashOthers, TrashSize } from './trash.ts';
import { runQuery, type RunDetail, type RunPage, type RunRow, type Series } from './runs.ts';

/**
 * Every call that crosses a process border, written once: name → input schema and output type.
 * The preload bridge, the web client, the handlers in main and the stand-ins of the tests derive from this map.
 */
export interface Method<Input extends z.ZodType, Output> {
  input: Input;
  /** only a type; never present at run time */
  output?: Output;
}

const method = <Output>() => <Input extends z.ZodType>(input: Input): Method<Input, Output> => ({ input });

const none = z.undefined().or(z.null());
const id = z.string().min(1).max(100);
const columnName = z.string().min(1).max(longestColumnName);
const requestName = z.string().min(1).max(100);
const ids = z.array(id).min(1).max(10_000);

export const api = {
  'app.info': method<AppInfo>()(none),
  'settings.get': method<Settings>()(none),
  'settings.set': method<Settings>()(z.strictObject({
    workers: z.int().min(1).max(256).optional(),
    /** that may compute one run: no part of its config, since they change no number */
    threads: z.int().min(1).max(64).optional(),
    theme: z.enum(['system', 'light', 'dark']).optional(),
    notifications: z.boolean().optional(),
    whenClosing: z.enum(['ask', 'background', 'stop']).optional(),
    /** sizes and choices that a window wants to find again; small JSON only */
    layout: z.record(z.string().max(100), z.json()).optional(),
  })),

  'dataSets.list': method<DataSetSummary[]>()(none),
  'dataSets.get': method<DataSetDetail>()(z.strictObject({ id })),
  /** What an import would make of a file, from its beginning; nothing is stored. */
  'dataSets.preview': method<DataSetPreview>()(z.strictObject({
    fileName: z.string().max(1000),
    bytes: z.instanceof(Uint8Array).refine(({ length }) => length <= previewBytes, `must be at most ${previewBytes} bytes`),
    /** these bytes are all of the file */
    whole: z.boolean(),
    options: importOptions.prefault({}),
  })),
  'dataSets.beginImport': method<{ importId: string }>()(z.strictObject({
    fileName: z.string().max(1000),
    totalBytes: z.number().min(0).nullable(),
    options: importOptions.prefault({}),
  })),
  'dataSets.sendChunk': method<{ rows: number }>()(z.strictObject({ importId: id, bytes: z.instanceof(Uint8Array) })),
  'dataSets.finishImport': method<DataSetDetail>()(z.strictObject({ importId: id })),
  'dataSets.cancelImport': method<null>()(z.strictObject({ importId: id })),
  'dataSets.rename': method<DataSetSummary>()(z.strictObject({ id, name: dataSetName })),
  'dataSets.setNote': method<DataSetSummary>()(z.strictObject({ id, note: z.string().max(20_000) })),
  /** to the trash, while no run uses it; `dataSets.restore` brings it back */
  'dataSets.remove': method<null>()(z.strictObject({ id })),
  'dataSets.restore': method<DataSetSummary>()(z.strictObject({ id })),
  /** of every column with the target: the data set's own, or another column */
  'dataSets.associations': method<AssociationReport>()(z.strictObject({ id, target: columnName.optional() })),
  'dataSets.scatter': method<ScatterSample>()(z.strictObject({
    id, x: columnName, y: columnName, colourBy: columnName.nullable().default(null), limit: z.int().min(1).max(scatterLimit).default(5000),
  })),
  /** cells of some rows, by row number from 0 */
  'dataSets.rows': method<DataSetRows>()(z.strictObject({ id, rows: z.array(z.int().min(0)).min(1).max(mostRowsRead) })),
  /** where a split would put the rows, before any run does */
  'dataSets.split': method<SplitReport>()(z.strictObject({ id, target: columnName.optional(), split: split.prefault({}) })),

  'experiments.list': method<Experiment[]>()(none),

  'views.list': method<SavedView[]>()(none),
  /** with the id of one that there is, it takes its place */
  'views.save': method<SavedView>()(viewToSave),
  'views.rename': method<SavedView>()(viewToSave.pick({ name: true }).extend({ id })),
  'views.remove': method<SavedView>()(z.strictObject({ id })),

  'presets.list': method<Preset[]>()(none),
  /** under a name that is taken, replaces that preset of one's own */
  'presets.save': method<Preset>()(z.strictObject({ name: presetName, config: presetFields })),
  'presets.rename': method<Preset>()(z.strictObject({ id, name: presetName })),
  'presets.remove': method<null>()(z.strictObject({ id })),

  'queue.list': method<QueueState>()(none),
  /** puts queued runs, in the order given, before another queued one; null: last */
  'queue.move': method<null>()(z.strictObject({ ids, before: id.nullable() })),
  'queue.pauseAll': method<{ runs: number }>()(none),
  'queue.resumeAll': method<{ runs: number }>()(none),
  'queue.stopAll': method<{ runs: number }>()(none),

  'configs.check': method<ConfigCheck>()(z.strictObject({ config: z.json() })),

  'runs.launch': method<{ ids: string[] }>()(launchRequest),
  /** what a launch will cost, by this machine's past runs; `invalidInput` for a config that cannot be launched */
  'runs.estimate': method<CostEstimate>()(z.strictObject({ config: z.json(), replicates: replicates.optional() })),
  'runs.list': method<RunPage>()(runQuery.prefault({})),
  /** a page of the same runs, with the cells of some columns alone */
  'runs.page': method<RunLinePage>()(runPageQuery.prefault({})),
  'runs.groups': method<RunGroupPage>()(runGroupsQuery),
  /** the ids of a stretch of the same list, for what is done to many runs */
  'runs.ids': method<string[]>()(runIdsQuery.prefault({})),
  'runs.columns': method<AvailableColumn[]>()(runColumnsQuery.prefault({})),
  'runs.vocabulary': method<RunVocabulary>()(none),
  'runs.get': method<RunDetail>()(z.strictObject({ id })),
  'runs.points': method<Series[]>()(z.strictObject({ id, metrics: z.array(z.string()).optional(), afterEpoch: z.int().optional() })),
  /** one metric of many runs, decimated; runs without it or that are gone are left out */
  'runs.curves': method<PackedCurve[]>()(curvesQuery),
  /** metrics of one run, decimated */
  'runs.history': method<PackedSeries[]>()(historyQuery),
  /** every metric of runs at single epochs; runs that are gone are left out */
  'runs.epochValues': method<EpochValues[]>()(epochValuesQuery),
  /** what final weights, or those of an epoch, say about validation or test rows; runs that are gone are left out */
  'runs.predictions': method<PackedPredictions[]>()(predictionsQuery),
  /** replicates as one, held against the group of the first run: differences and verdicts */
  'runs.compare': method<RunsComparison>()(comparisonQuery),
  /** the same as one HTML file that needs nothing else */
  'runs.report': method<{ html: string }>()(reportQuery),
  /** runs that are gone or in the trash are left out */
  'runs.rows': method<RunRow[]>()(z.strictObject({ ids })),
  'runs.pause': method<null>()(z.strictObject({ ids })),
  /** lets paused runs go on, and takes up again those that were stopped or interrupted */
  'runs.resume': method<null>()(z.strictObject({ ids })),
  /** trains a run that has ended further, up to `epochs`, as if it had never stopped; `conflict` says why where that cannot be */
  'runs.extend': method<RunRow>()(z.strictObject({ id, epochs: z.int().min(1).max(1_000_000) })),
  /** weights of neighbouring epochs, stored or computed again, each proved by its hash */
  'runs.weightsAt': method<EpochWeights>()(weightsQuery),
  'runs.stateAt': method<EpochState>()(stateQuery),
  'runs.trainingRows': method<TrainingRows>()(z.strictObject({ id })),
  /** ends what was asked for under this name; it is then refused as `cancelled` */
  'replay.cancel': method<null>()(z.strictObject({ request: z.string().min(1).max(100) })),
  /** trains it again and compares every epoch, telling `runs.verifying`; the outcome is kept with the run */
  'runs.verify': method<VerifyResult>()(z.strictObject({ id })),
  'runs.cancelVerify': method<null>()(z.strictObject({ id })),
  /** a new run that goes on from an epoch of another one; `invalidInput` names what cannot be changed */
  'runs.fork': method<{ id: string }>()(forkRequest),
  /** the whole family of a run, from its farthest ancestor */
  'runs.lineage': method<LineageNode>()(z.strictObject({ id })),
  'runs.stop': method<null>()(z.strictObject({ ids })),
  /** renames, marks, moves, trashes or restores, and can be undone */
  'runs.edit': method<EditOutcome>()(z.strictObject({ runs: runSelection, change: runChange })),
  'runs.inCommon': method<RunsInCommon>()(z.strictObject({ runs: runSelection })),
  'runs.files': method<RunFiles>()(z.strictObject({ id })),
  /** the command lines that train the run once more, and that write its model into a file */
  'runs.commands': method<{ repeat: string; export: string }>()(z.strictObject({ id })),

  /** the best of some runs by a metric; null where none of them has it and weights */
  'runs.best': method<BestRun | null>()(z.strictObject({ runs: runSelection, metric: z.string().min(1).max(200) })),

  /** the shelf, by name */
  'models.list': method<ModelSummary[]>()(z.strictObject({ trash: z.boolean().default(false) }).prefault({})),
  'models.get': method<ModelDetail>()(z.strictObject({ id })),
  /** what `NAME`, `NAME:VERSION` or `NAME@ALIAS` means; null where there is no such model, `notFound` where it lacks the version or alias */
  'models.find': method<{ id: string; version: number } | null>()(z.strictObject({ reference: z.string().min(1).max(200) })),
  /** makes an epoch of a run a new version of a model, which is made where it is missing */
  'models.promote': method<{ id: string; version: number }>()(promotion),
  'models.rename': method<ModelSummary>()(z.strictObject({ id, name: modelName })),
  /** Markdown */
  'models.setNote': method<ModelSummary>()(z.strictObject({ id, note: z.string().max(20_000) })),
  /** lets an alias point to a version, from wherever it was; null takes it away */
  'models.setAlias': method<ModelDetail>()(z.strictObject({ id, alias: modelAlias, version: versionNumber.nullable() })),
  /** to the trash; `models.restore` brings it back */
  'models.remove': method<null>()(z.strictObject({ id })),
  'models.restore': method<ModelSummary>()(z.strictObject({ id })),
  /** what it takes to compute with a model, and rows to begin with */
  'models.form': method<ModelForm>()(modelSource),

  /** begins a file that is then fetched piece by piece; weights that are not stored are computed again first, which `exports.cancel` ends as well */
  'exports.begin': method<ExportStart>()(z.union([
    exportRequest.extend({ request: requestName.optional() }), modelExportRequest.extend({ request: requestName.optional() }),
  ])),
  'exports.next': method<ExportPiece>()(z.strictObject({ exportId: id })),
  /** by its id, or by the name it was begun under */
  'exports.cancel': method<null>()(z.strictObject({ exportId: id })),

  /** a file with runs, a model or a history, which is looked at before anything is stored */
  'runImports.begin': method<{ importId: string }>()(z.strictObject({ fileName: z.string().min(1).max(1000), totalBytes: z.int().min(0).max(largestRunFile) })),
  'runImports.send': method<null>()(z.strictObject({ importId: id, bytes: z.instanceof(Uint8Array).refine(({ length }) => length <= pieceBytes, `must be at most ${pieceBytes} bytes`) })),
  /** reads all that was sent; whatever is wrong with it ends the import */
  'runImports.look': method<RunImportPreview>()(z.strictObject({ importId: id })),
  /** the model that was found in it, to compute with as it is: nothing is stored; `unsupported` where the file holds something else */
  'runImports.form': method<ModelForm>()(z.strictObject({ importId: id })),
  'runImports.finish': method<RunImportReport>()(z.strictObject({ importId: id })),
  'runImports.cancel': method<null>()(z.strictObject({ importId: id })),

  'edits.history': method<EditHistory>()(z.strictObject({ limit: z.int().min(1).max(200).default(20) }).prefault({})),
  /** takes back the latest edit, whichever process made it */
  'edits.undo': method<EditOutcome>()(none),
  'edits.redo': method<EditOutcome>()(none),

  'trash.size': method<TrashSize>()(none),
  /** the data sets and models in it; its runs are those of `runs.list` with `trash` */
  'trash.others': method<TrashOthers>()(none),
  /** for good: nothing brings back what was in it */
  'trash.empty': method<EmptiedTrash>()(none),
  /** What was removed by then stays removed; `trash.empty` is refused as `cancelled`. */
  'trash.stopEmptying': method<null>()(none),
} as const;

export type Api = typeof api;
export type MethodName = keyof Api;
export type InputOf<M extends MethodName> = z.input<Api[M]['input']>;
export type ParsedInputOf<M extends MethodName> = z.output<Api[M]['input']>;
export type OutputOf<M extends MethodName> = NonNullable<Api[M]['output']> | (null extends Api[M]['output'] ? null : never);

/** What a window has in hand, whatever the host: calls, and events with a function that ends the subscription. */
export type Handlers = { [M in MethodName]: (input: ParsedInputOf<M>) => OutputOf<M> | Promise<OutputOf<M>> };

export interface AppInfo {
  version: string;
  host: 'electron' | 'web' | 'cli';
  arithmetic: string;
  cores: number;
  platform: string;
  /** closing the window ends the process, and with it the training of its runs */
  endsWithWindow: boolean;
}

export interface Settings {
  workers: number;
  threads: number;
  theme: 'system' | 'light' | 'dark';
  /** whether the desktop is told when runs end */
  notifications: boolean;
  /** what becomes of runs that train when the window that holds them is closed */
  whenClosing: 'ask' | 'background' | 'stop';
  layout: Record<string, unknown>;
}

export interface Experiment {
  id: string;
  name: string;
  runs: number;
  createdAt: number;
}

/** A config with its defaults, held against its data set: what is wrong, or what it will cost. */
export type ConfigCheck =
  | { ok: false; issues: { field: string; message: string }[] }
  | {
      ok: true;
      config: RunConfig;
      inputs: number;
      outputs: number;
      classes: string[];
      /** parameters per layer, 0 for layers without any */
      parameters: number[];
      rows: { train: number; validation: number; test: number };
      stepsPerEpoch: number;
      notes: string[];
    };
