import { modelPredictor } from '../../../src/main/workbench/model-predictor.ts';
import type { ModelAndData } from '../../../tests/support/saved-model.ts';
import type { Measured } from '../ui/row.ts';
import { medianSeconds } from './repeat.ts';

const rows = 1_000_000;

/** Prepared rows in memory to probabilities in memory, on one thread. */
export function rowsInMemory({ model, prepared: { data: { x, inputs } }, table }: ModelAndData): Measured {
  const { predict } = modelPredictor(model);
  const many = Float32Array.from({ length: rows * inputs }, (_, at) => x[at % (table.rows * inputs)]!);
  const into = new Float32Array(rows * model.features.target.classes.length);
  const seconds = medianSeconds(() => predict(many, rows, into));
  return { what: `${rows.toLocaleString('en')} rows in memory, one core`, value: rows / seconds / 1e6, bar: 7, unit: 'M rows/s', least: true };
}
