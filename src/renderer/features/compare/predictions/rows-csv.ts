import { csvCell, numberCell } from '../../../charts/curve-csv.ts';
import type { MeasuredClassifier } from './sections.ts';

/** Rows with their true class, what each run calls them and with which probabilities. Row numbers from 1. RFC 4180 with line feeds. */
export function csvOfRows(runs: readonly Pick<MeasuredClassifier, 'run' | 'calls'>[], classes: readonly string[], positions: ArrayLike<number>): string {
  const { rows, target } = runs[0]!.run.predictions;
  const heads = runs.flatMap(({ run }) => [`${run.label}: class`, ...classes.map((name) => `${run.label}: P(${name})`)]);
  const lines = Array.from(positions, (position) => [
    String(rows[position]! + 1), csvCell(classes[target[position]!] ?? ''),
    ...runs.flatMap(({ run, calls }) => [
      csvCell(classes[calls.called[position]!] ?? ''),
      ...classes.map((_, at) => numberCell(run.predictions.values[position * classes.length + at]!)),
    ]),
  ].join(','));
  return `${[['row', 'true class', ...heads].map(csvCell).join(','), ...lines].join('\n')}\n`;
}
