import type { GroupCell, RunGroup, RunGroupPage } from '../../../contract/run-lists.ts';
import type { Output } from './output.ts';
import { columnTitle, groupCellWords, isOfNumbers } from './run-cells.ts';
import { textTable, type TextColumn } from './text-table.ts';

/** Groups as a table, or as JSON with their cells by the name of the column. */
export function tellGroups(output: Output, { groups, total, runs }: RunGroupPage, by: string, columns: readonly string[], json: boolean): void {
  if (json) {
    const named = groups.map(({ cells, ...group }) => ({ ...group, cells: Object.fromEntries(columns.map((key, at) => [key, cells[at]])) }));
    return output.json({ by, groups: named, total, runs });
  }
  if (groups.length === 0) return output.line('There are no such runs.');
  textTable([...headOf(by), ...columns.map((key, at) => columnOf(key, at, groups))], groups).forEach(output.line);
  if (total > groups.length) output.note(`${groups.length} of ${total} groups; --limit shows more`);
}

const headOf = (by: string): TextColumn<RunGroup>[] => [
  { title: columnTitle(by), cell: ({ label }) => label ?? '–' },
  { title: 'runs', cell: ({ runs }) => String(runs), right: true },
];

function columnOf(key: string, at: number, groups: readonly RunGroup[]): TextColumn<RunGroup> {
  const shared = groups.flatMap(({ cells }) => valueIn(cells[at]!));
  return { title: columnTitle(key), cell: ({ cells }) => groupCellWords(key, cells[at]!), ...(isOfNumbers(key, shared) && { right: true as const }) };
}

const valueIn = (cell: GroupCell) => (cell.kind === 'same' ? [cell.value] : []);
