import type { Column } from '../../../compare/columns/column.ts';
import { csvCell } from '../curve-csv.ts';
import type { ParallelScene } from './parallel-scene.ts';

/** A row a line that is not held back, a column an axis. */
export function parallelCsv({ axes, lines }: Pick<ParallelScene, 'axes' | 'lines'>): string {
  const rows = lines.flatMap((line, at) => (line.kept ? [[csvCell(line.label), csvCell(line.key), ...axes.map(({ column }) => cellOf(column, at))].join(',')] : []));
  return `${[['name', 'id', ...axes.map(({ label }) => csvCell(label))].join(','), ...rows].join('\n')}\n`;
}

export function cellOf(column: Column, at: number): string {
  if (column.kind === 'category') return column.codes[at]! < 0 ? '' : csvCell(column.levels[column.codes[at]!]!);
  return Number.isNaN(column.values[at]) ? '' : String(column.values[at]);
}
