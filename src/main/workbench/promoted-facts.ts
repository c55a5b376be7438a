import type { ModelFacts } from '../../contract/models.ts';
import { AppError } from '../../contract/errors.ts';
import { applyPlan } from '../../data/apply-plan.ts';
import { cellText, findColumn } from '../../data/columns.ts';
import type { Table } from '../../data/table.ts';
import { calledClass, classScore, numberScore } from '../../nn/metrics/prediction-score.ts';
import type { Metrics } from '../../nn/spec.ts';
import type { SavedModel } from '../formats/saved-model.ts';
import type { Store } from '../store/types/store.ts';
import { factsOfRun } from './model-facts.ts';
import { modelPredictor } from './model-predictor.ts';
import type { Tables } from './tables.ts';

/** What the table of its run tells of a model: metrics on the test rows, and what a what-if needs to know. Throws `notFound`. */
export function promotedFacts(model: SavedModel, { store, tables }: { store: Store; tables: Tables }): { metrics: Metrics; facts: ModelFacts } {
  const preparation = store.runs.preparation(model.run.id);
  if (!preparation) throw new AppError('notFound', `The run ${JSON.stringify(model.run.name)} has not begun to train, so it has no model yet.`);
  const table = tables.get(store.dataSets.get(store.runs.row(model.run.id).dataSetId));
  return {
    metrics: { ...model.metrics, ...(table.columns.length > 0 && testMetrics(model, table, preparation.rows.test)) },
    facts: factsOfRun(store, model.run.id, table),
  };
}

/** With exactly these weights: a run measures its final ones alone. */
function testMetrics(model: SavedModel, table: Table, rows: Uint32Array): Metrics {
  if (rows.length === 0) return {};
  const { inputs, target: { column: name, task, classes } } = model.features;
  const part = rowsOf(table, rows);
  const predictions = modelPredictor(model).predict(applyPlan(model.features, part), part.rows);
  const column = findColumn(part, name, 'data.target');
  const outputs = task === 'regression' ? 1 : classes.length;
  const score = task === 'regression' ? numberScore() : classScore(outputs);
  for (let row = 0; row < part.rows && inputs.length > 0; row++) {
    const text = cellText(column, row);
    const truth = text === null ? -1 : task === 'regression' ? Number(text) : classes.indexOf(text);
    if (text !== null && (task === 'regression' || truth >= 0)) score.add(predictions, row * outputs, truth, calledClass(predictions, row * outputs, outputs, null));
  }
  return Object.fromEntries(Object.entries(score.metrics()).map(([metric, value]) => [`test_${metric}`, value]));
}

function rowsOf({ columns }: Table, rows: Uint32Array): Table {
  return {
    rows: rows.length,
    columns: columns.map((column) => (column.type === 'numeric'
      ? { ...column, values: Float64Array.from(rows, (row) => column.values[row]!) }
      : { ...column, codes: Int32Array.from(rows, (row) => column.codes[row]!) })),
  };
}
