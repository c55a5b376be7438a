import { log } from '../../nn/elementary.ts';
import { calledClasses } from '../classification/called-classes.ts';
import type { ReplayModel, RowsFrame, Wish } from './model.ts';

/** What each row of a part comes to. outputs `[rows, outputs]`: probabilities or predictions, by position in `rows`. */
export function measureRows(model: ReplayModel, rows: Uint32Array, outputs: Float32Array, wish: Wish): RowsFrame {
  const actual = Float32Array.from(rows, (row) => model.y[row]!);
  const classes = model.task === 'classification';
  const predicted = classes ? calledClasses(outputs, model.outputs, wish) : outputs.slice(0, rows.length);
  const probability = new Float32Array(classes ? rows.length : 0);
  const loss = new Float32Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    if (classes) {
      probability[i] = outputs[i * model.outputs + wish.positive]!;
      loss[i] = rowLoss(outputs[i * model.outputs + actual[i]!]!);
    } else loss[i] = (predicted[i]! - actual[i]!) * (predicted[i]! - actual[i]!);
  }
  const frame = { rows, actual, predicted, probability, loss, order: new Uint32Array() };
  return { ...frame, order: ordered(frame, wish) };
}

/** `−log p` of the true class; a probability of 0 counts as 2^−52, as in `logLoss`. */
export const rowLoss = (p: number): number => -log(Math.max(p, 2 ** -52));

/** Rows that cannot be told apart by the key stay in the order of the table. */
function ordered(frame: RowsFrame, { cell, sort }: Wish): Uint32Array {
  const { actual, predicted, rows } = frame;
  const chosen = Uint32Array.from(rows.keys()).filter((i) => cell === null || (actual[i] === cell.actual && predicted[i] === cell.predicted));
  const values = sort.key === 'row' ? rows : frame[sort.key];
  const sign = sort.descending ? -1 : 1;
  return values.length === 0 ? chosen : chosen.sort((a, b) => sign * compare(values[a]!, values[b]!) || rows[a]! - rows[b]!);
}

/** NaN is more than any number. */
const compare = (a: number, b: number): number => (Number.isNaN(a) ? (Number.isNaN(b) ? 0 : 1) : Number.isNaN(b) ? -1 : a - b);
