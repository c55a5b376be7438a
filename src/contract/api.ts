import { z } from 'zod';
import { importOptions, type DataSetDetail, type DataSetSummary } from './data-sets.ts';
import { curvesQuery, type PackedCurve } from './curves.ts';
import type { CostEstimate } from './costs.ts';
import { presetFields, presetName, type Preset } from './presets.ts';
import type { QueueState } from './queue.ts';
import { replicates } from './replicates.ts';
import type { RunConfig } from './run-config.ts';
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
const ids = z.array(id).min(1).max(10_000);

export const api = {
  'app.info': method<AppInfo>()(none),
  'settings.get': method<Settings>()(none),
  'settings.set': method<Settings>()(z.strictObject({
    workers: z.int().min(1).max(256).optional(),
    theme: z.enum(['system', 'light', 'dark']).optional(),
    notifications: z.boolean().optional(),
    whenClosing: z.enum(['ask', 'background', 'stop']).optional(),
    /** sizes and choices that a window wants to find again; small JSON only */
    layout: z.record(z.string().max(100), z.json()).optional(),
  })),

  'dataSets.list': method<DataSetSummary[]>()(none),
  'dataSets.get': method<DataSetDetail>()(z.strictObject({ id })),
  'dataSets.beginImport': method<{ importId: string }>()(z.strictObject({
    fileName: z.string().max(1000),
    totalBytes: z.number().min(0).nullable(),
    options: importOptions.prefault({}),
  })),
  'dataSets.sendChunk': method<{ rows: number }>()(z.strictObject({ importId: id, bytes: z.instanceof(Uint8Array) })),
  'dataSets.finishImport': method<DataSetDetail>()(z.strictObject({ importId: id })),
  'dataSets.cancelImport': method<null>()(z.strictObject({ importId: id })),

  'experiments.list': method<Experiment[]>()(none),

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

  'runs.launch': method<{ ids: string[] }>()(z.strictObject({
    config: z.json(),
    experiment: z.string().min(1).max(200).optional(),
    tags: z.array(z.string().min(1).max(100)).max(100).optional(),
    /** several runs instead of one, in one transaction */
    replicates: replicates.optional(),
  })),
  /** what a launch will cost, by this machine's past runs; `invalidInput` for a config that cannot be launched */
  'runs.estimate': method<CostEstimate>()(z.strictObject({ config: z.json(), replicates: replicates.optional() })),
  'runs.list': method<RunPage>()(runQuery.prefault({})),
  'runs.get': method<RunDetail>()(z.strictObject({ id })),
  'runs.points': method<Series[]>()(z.strictObject({ id, metrics: z.array(z.string()).optional(), afterEpoch: z.int().optional() })),
  /** one metric of many runs, decimated; runs without it or that are gone are left out */
  'runs.curves': method<PackedCurve[]>()(curvesQuery),
  /** runs that are gone or in the trash are left out */
  'runs.rows': method<RunRow[]>()(z.strictObject({ ids })),
  'runs.pause': method<null>()(z.strictObject({ ids })),
  'runs.resume': method<null>()(z.strictObject({ ids })),
  'runs.stop': method<null>()(z.strictObject({ ids })),
  /** to the trash; `runs.restore` brings them back */
  'runs.remove': method<null>()(z.strictObject({ ids })),
  'runs.restore': method<null>()(z.strictObject({ ids })),
  'runs.rename': method<RunRow>()(z.strictObject({ id, name: z.string().max(200) })),
} as const;

export type Api = typeof api;
export type MethodName = keyof Api;
export type InputOf<M extends MethodName> = z.input<Api[M]['input']>;
export type ParsedInputOf<M extends MethodName> = z.output<Api[M]['input']>;
export type OutputOf<M extends MethodName> = NonNullable<Api[M]['output']> | (null extends Api[M]['output'] ? null : never);

export const methodNames = Object.keys(api) as MethodName[];

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
