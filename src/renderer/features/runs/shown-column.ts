import type { PlacedColumn } from './use-columns.ts';

/** A column that is in sight, with what all its cells have in common put into words once. */
export interface ShownColumn {
  column: PlacedColumn;
  /** CSS pixels from the left end of the list */
  start: number;
  /** among all columns */
  at: number;
  cellClass: string;
  cellStyle: string;
}

export function shownColumn(column: PlacedColumn, start: number, at: number): ShownColumn {
  return { column, start, at, cellClass: column.numeric ? 'cell number' : 'cell', cellStyle: `left:${start}px;width:${column.size}px` };
}
