import { columnNamed, isNumericRowField, type CellValue, type ColumnField } from '../../../contract/run-columns.ts';
import { rowFields } from '../../../contract/filter/ast.ts';
import type { GroupCell } from '../../../contract/run-lists.ts';
import { formatNumber, formatSeconds, formatTime } from './numbers.ts';

/** Columns of a list of runs where nobody asked for others. */
export const usualColumns = ['status', 'dataSet', 'epochs', 'val_loss', 'val_accuracy.max', 'duration', 'created'];

const titles: Record<string, string> = { dataSet: 'data set', duration: 'trained' };

export const columnTitle = (key: string): string => (Object.hasOwn(titles, key) ? titles[key]! : key);

/** What a run says in a column; nothing where it has no such value. */
export function cellWords(field: ColumnField | null, cell: CellValue): string {
  if (cell === null) return '';
  if (Array.isArray(cell)) return cell.join(', ');
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no';
  if (typeof cell === 'string') return cell;
  const holds = field?.kind === 'row' ? rowFields[field.name] : 'number';
  return holds === 'time' ? formatTime(cell) : holds === 'duration' ? formatSeconds(cell) : formatNumber(cell);
}

/** What a group says in a column: mean ± standard deviation and number of values of a metric, else the value that all of its runs have. */
export function groupCellWords(key: string, cell: GroupCell): string {
  switch (cell.kind) {
    case 'none': return '';
    case 'various': return '…';
    case 'same': return cellWords(columnNamed(key), cell.value);
    case 'statistics': return `${formatNumber(cell.mean)}${Number.isNaN(cell.sd) ? '' : ` ± ${formatNumber(cell.sd)}`} (n = ${cell.n})`;
  }
}

/** Whether a column of these cells stands to the right, as numbers do. */
export function isOfNumbers(key: string, cells: readonly CellValue[]): boolean {
  const field = columnNamed(key);
  if (field?.kind === 'row') return isNumericRowField(field.name) && rowFields[field.name] !== 'time';
  return field?.kind === 'metric' || (cells.some((cell) => cell !== null) && cells.every((cell) => cell === null || typeof cell === 'number'));
}
