import { AppError } from '../../contract/errors.ts';
import type { ModelFacts } from '../../contract/models.ts';
import type { RunConfig } from '../../contract/run-config.ts';
import { columnsOf, featureFacts, sampleRows } from '../../data/feature-facts.ts';
import type { FeaturePlan } from '../../data/feature-plan.ts';
import { DataError } from '../../data/errors.ts';
import { planFeatures } from '../../data/plan.ts';
import { planSplit } from '../../data/prepare.ts';
import type { Table } from '../../data/table.ts';
import type { Preparation } from '../store/types/runs.ts';
import type { Store } from '../store/types/store.ts';
import { dataConfigOf } from './train-spec.ts';

type Rows = Preparation['rows'];

/** What a what-if needs to know of a run's data; empty where its table is not here, or which of its rows it learned from. */
export function factsOfRun(store: Store, runId: string, table = store.dataSets.table(store.runs.row(runId).dataSetId)): ModelFacts {
  const { config, configKnown } = store.runs.row(runId);
  const preparation = store.runs.preparation(runId);
  if (!preparation?.features) throw new AppError('notFound', 'This run has no model yet.');
  const features = preparation.features as FeaturePlan;
  const cameIn = preparation.rows.train.length === 0 && configKnown === 'whole';
  return factsOf(features, table, cameIn ? rowsAgain(features, table, config) : preparation.rows);
}

/** Of a model that came in with its config: its rows are those that the config chooses of the table with the same content. */
export function factsByConfig(store: Store, features: FeaturePlan, config: RunConfig, contentSha256: string): ModelFacts {
  const here = store.dataSets.list().find((one) => one.contentSha256 === contentSha256);
  if (!here) return factsOf(features, noTable, noRows);
  const table = store.dataSets.table(here.id);
  return factsOf(features, table, rowsAgain(features, table, config));
}

const mostSamples = 200;
const noTable: Table = { rows: 0, columns: [] };
const none = new Uint32Array(0);
const noRows: Rows = { train: none, validation: none, test: none };

function factsOf(features: FeaturePlan, table: Table, rows: Rows): ModelFacts {
  const counts = { train: rows.train.length, validation: rows.validation.length, test: rows.test.length };
  if (counts.train === 0 || !holdsColumns(table, features)) return { rows: counts, columns: [], samples: [] };
  return { rows: counts, columns: featureFacts(features, table, rows.train), samples: sampleRows(features, table, rows, mostSamples) };
}

/** A file may name any table for its own. */
function holdsColumns({ columns }: Table, features: FeaturePlan): boolean {
  const names = new Set(columns.map(({ name }) => name));
  return columnsOf(features).every((column) => names.has(column));
}

function rowsAgain({ target }: FeaturePlan, table: Table, config: RunConfig): Rows {
  const data = dataConfigOf(config);
  try {
    return planSplit(planFeatures(table, data, { loss: config.loss, target: target.column }), data).parts;
  } catch (error) {
    if (error instanceof DataError) return noRows;
    throw error;
  }
}
