import { existsSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import type { DataSetDetail } from '../../../contract/data-sets.ts';
import { AppError } from '../../../contract/errors.ts';
import { runConfig } from '../../../contract/run-config.ts';
import type { RunRow } from '../../../contract/runs.ts';
import { readSafetensors } from '../../formats/safetensors.ts';
import { fillTaskDefaults } from '../../workbench/config-defaults.ts';
import type { WeightsFile } from '../../workbench/starting-weights.ts';
import type { Workbench } from '../../workbench/workbench.ts';
import { assign, parseAssignment } from './config-paths.ts';
import { UsageError } from './environment.ts';
import { importUnderFreeName } from './import-file.ts';
import { presetCalled } from './presets.ts';
import { readWhole } from './read-file.ts';

export interface ConfigOptions {
  config?: string;
  like?: string;
  preset?: string;
  data?: string;
  target?: string;
  set?: string[];
  epochs?: number;
  seed?: number;
  name?: string;
}

export interface WrittenConfig {
  config: Record<string, unknown>;
  weightsFile?: WeightsFile;
  /** what the import of a CSV noticed */
  notes: string[];
  /** the run whose config was taken */
  like: RunRow | null;
}

const configLimit = 10_000_000;
const weightsLimit = 1_000_000_000;

/**
 * The config as file and options say it: options come before the file, `--set` before both, a preset behind them. A CSV
 * that stands for a data set is imported; paths in the file are relative to it, others to the working folder.
 */
export async function writeConfig(workbench: Workbench, options: ConfigOptions): Promise<WrittenConfig> {
  if (options.config !== undefined && options.like !== undefined) throw new UsageError('Give --config or --like: not both.');
  const like = options.like === undefined ? null : workbench.store.runs.row(workbench.store.runs.resolve(options.like));
  const file = like ? configLike(like) : options.config === undefined ? {} : await readConfig(options.config);
  const folder = options.config === undefined ? '.' : dirname(options.config);
  const assignments = [...shorthands(options), ...(options.set ?? []).map(parseAssignment)];
  const assigned = new Set(assignments.map(({ path }) => path.join('.')));
  if (like?.parent && !assigned.has('from'))
    throw new UsageError(`${JSON.stringify(like.name)} is a fork, which begins with more than weights. Fork it where it began: trainyard fork ${like.id} --at ${like.parent.epoch}`);
  const plain = assign(file, assignments.filter(({ path }) => path[0] === 'data'));

  const named = textAt(plain, 'data', 'set');
  const { dataSet, notes } = await findOrImport(
    workbench, named ?? defaultSet, assigned.has('data.set') ? '.' : folder, textAt(plain, 'data', 'target'),
  );
  const base = options.preset === undefined ? plain : { ...presetCalled(workbench, options.preset, dataSet.task).config, ...plain };
  // `--set network.0.units=16` changes the default network, and which one that is depends on the data set's task.
  const start = assignments.some(({ path }) => path[0] === 'network') ? fillTaskDefaults(base, dataSet.task).input : base;
  const config = assign(start, named === undefined ? assignments : [...assignments, { path: ['data', 'set'], value: dataSet.id }]);

  const from = config['from'];
  if (typeof from !== 'string' || !from.endsWith('.safetensors')) return { config, notes, like };
  const path = resolve(assigned.has('from') ? '.' : folder, from);
  return { config, notes, like, weightsFile: { name: basename(path), content: readSafetensors(await readWhole(path, weightsLimit)) } };
}

const defaultSet = runConfig.parse({}).data.set;

/**
 * The data set by its id, whatever it is called by now. Weights that the run began with are its own epoch 0, whatever
 * has become of the file or the run that they came from.
 */
function configLike({ id, dataSetId, config }: RunRow): Record<string, unknown> {
  return { ...config, data: { ...config.data, set: dataSetId }, from: config.from === null ? null : `${id}@0` };
}

function shorthands({ data, target, epochs, seed, name }: ConfigOptions) {
  return [
    { path: ['data', 'set'], value: data }, { path: ['data', 'target'], value: target },
    { path: ['epochs'], value: epochs }, { path: ['seed'], value: seed }, { path: ['name'], value: name },
  ].filter(({ value }) => value !== undefined);
}

async function readConfig(path: string): Promise<Record<string, unknown>> {
  const text = new TextDecoder().decode(await readWhole(path, configLimit));
  const config = parseJson(path, text);
  if (typeof config !== 'object' || config === null || Array.isArray(config)) throw new UsageError(`${path} is not a run config: it must hold one JSON object.`);
  return config as Record<string, unknown>;
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${path} is not JSON: ${(error as Error).message}`);
  }
}

interface FoundDataSet {
  dataSet: DataSetDetail;
  notes: string[];
}

/** A name or id comes first; what is none of them and names a file is imported. */
async function findOrImport(workbench: Workbench, set: string, folder: string, target: string | undefined): Promise<FoundDataSet> {
  try {
    return { dataSet: workbench.store.dataSets.get(set), notes: [] };
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'notFound')) throw error;
    const path = resolve(folder, set);
    const looksLikeFile = /[/\\]|\.(csv|tsv|txt|data)$/i.test(set);
    if (!looksLikeFile && !existsSync(path)) throw error;
    const dataSet = await importUnderFreeName(workbench, path, target === undefined ? {} : { target });
    return { dataSet, notes: dataSet.notes };
  }
}

function textAt(config: Record<string, unknown>, outer: string, inner: string): string | undefined {
  const part = config[outer];
  const value = typeof part === 'object' && part !== null ? (part as Record<string, unknown>)[inner] : undefined;
  return typeof value === 'string' ? value : undefined;
}
