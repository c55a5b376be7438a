import type { ConfigCheck } from '../../contract/api.ts';
import type { DataSetDetail } from '../../contract/data-sets.ts';
import { AppError } from '../../contract/errors.ts';
import { runConfig, type RunConfig } from '../../contract/run-config.ts';
import { DataError } from '../../data/errors.ts';
import { NetworkError } from '../../nn/network-error.ts';
import type { Store } from '../store/types/store.ts';
import { withChosenFeatures } from './chosen-features.ts';
import { farTarget } from './far-target.ts';
import { fillTaskDefaults } from './config-defaults.ts';
import { fitToData, monitorIssues, targetIssues, taskOfTarget, type DataFit } from './fit-to-data.ts';
import { describeIssues, type InputIssue } from '../../contract/input-issues.ts';
import { nameFromConfig } from './run-name.ts';
import { weightsFromFile, weightsFromStore, type StartingWeights, type WeightsFile } from './starting-weights.ts';
import type { Tables } from './tables.ts';

export type CheckedConfig =
  | { ok: false; issues: InputIssue[] }
  | {
      ok: true;
      /** with every default filled in, the data set and the target by name */
      config: RunConfig;
      dataSet: DataSetDetail;
      fit: DataFit;
      start: StartingWeights | null;
      notes: string[];
    };

export interface ConfigSources {
  store: Store;
  tables: Tables;
  weightsFile?: WeightsFile;
}

/** Holds a config against the schema, then against its data set, then against the weights that it starts from. */
export function checkConfig(input: unknown, sources: ConfigSources): CheckedConfig {
  const written = isObject(input) ? input : {};
  const dataSet = findDataSet(written, sources.store);
  if (!dataSet.ok) return { ok: false, issues: [...schemaIssues(input), ...dataSet.issues] };
  const table = () => sources.tables.get(dataSet.detail);
  const task = taskOfTarget(targetOf(written), dataSet.detail, table);
  const filled = fillTaskDefaults(written, task);
  const parsed = runConfig.safeParse(isObject(input) ? filled.input : input);
  if (!parsed.success) return { ok: false, issues: describeIssues(parsed.error.issues, input, defaults) };
  return collectIssues(() => {
    const target = table().columns.find(({ name }) => name === (parsed.data.data.target ?? dataSet.detail.target));
    const meant = targetIssues(parsed.data, task, target);
    if (meant.length > 0) return { ok: false, issues: meant };
    const chosen = withChosenFeatures(parsed.data, dataSet.detail);
    const fit = fitToData(chosen, dataSet.detail, table());
    const { config, notes } = complete(chosen, written, dataSet.detail, fit);
    const issues = monitorIssues(config, fit);
    if (issues.length > 0) return { ok: false, issues };
    const start = startOf(config, fit, sources);
    return {
      ok: true, dataSet: dataSet.detail, fit, start,
      config: { ...config, from: start?.from ?? null },
      notes: [...filled.notes, ...notes, ...fit.notes],
    };
  });
}

/** What a window sees of it. */
export function describeCheck(checked: CheckedConfig): ConfigCheck {
  if (!checked.ok) return checked;
  const { config, notes, fit: { inputs, outputs, classes, rows, shapes } } = checked;
  return {
    ok: true, config, inputs, outputs, classes, rows, notes,
    parameters: shapes.map(({ parameters }) => parameters),
    stepsPerEpoch: Math.ceil(rows.train / config.batchSize),
  };
}

const defaults = runConfig.parse({});

function schemaIssues(input: unknown): InputIssue[] {
  const parsed = runConfig.safeParse(input);
  return parsed.success ? [] : describeIssues(parsed.error.issues, input, defaults);
}

function findDataSet(input: Record<string, unknown>, store: Store): { ok: true; detail: DataSetDetail } | { ok: false; issues: InputIssue[] } {
  const data = input['data'];
  const set = isObject(data) && data['set'] !== undefined ? data['set'] : defaults.data.set;
  // What is not text is the schema's to refuse.
  if (typeof set !== 'string') return { ok: false, issues: [] };
  try {
    return { ok: true, detail: store.dataSets.get(set) };
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'notFound')) throw error;
    return { ok: false, issues: [{ field: 'data.set', message: error.message }] };
  }
}

function targetOf({ data }: Record<string, unknown>): string | null {
  return isObject(data) && typeof data['target'] === 'string' ? data['target'] : null;
}

/** Fills in what only the data set tells. */
function complete(config: RunConfig, written: Record<string, unknown>, dataSet: DataSetDetail, { rows }: DataFit): { config: RunConfig; notes: string[] } {
  const cannotStop = written['earlyStopping'] === undefined && rows.validation === 0;
  return {
    config: {
      ...config,
      name: config.name.trim() || nameFromConfig(config),
      data: { ...config.data, set: dataSet.name, target: config.data.target ?? dataSet.target },
      earlyStopping: cannotStop ? null : config.earlyStopping,
    },
    notes: [...(cannotStop ? ['Early stopping is off: there are no validation rows.'] : []), ...farTarget(config, dataSet)],
  };
}

function startOf(config: RunConfig, { shapes }: DataFit, { store, weightsFile }: ConfigSources): StartingWeights | null {
  if (config.from === null) return null;
  return weightsFile ? weightsFromFile(weightsFile, shapes) : weightsFromStore(store, config.from, config, shapes);
}

/** What the layers below refuse becomes an issue of the field that they name. */
function collectIssues(work: () => CheckedConfig): CheckedConfig {
  try {
    return work();
  } catch (error) {
    const known = error instanceof DataError || error instanceof NetworkError || (error instanceof AppError && error.field !== undefined);
    if (!known) throw error;
    return { ok: false, issues: [{ field: error.field ?? '', message: error.message }] };
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
