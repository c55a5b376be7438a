import { fitsInto, type Fits } from './text-room.ts';
import type { PlacedColumn } from './use-columns.ts';

/** A column that is in sight, with what all its cells have in common put into words once. */
export interface ShownColumn {
  column: PlacedColumn;
  /** CSS pixels from the end of the one before it that is in sight, or of the name: room for those that are not */
  gap: number;
  /** among all columns */
  at: number;
  cellClass: string;
  /** of a cell whose text may be too long for it */
  cutClass: string;
  cellStyle: string;
  fits: Fits;
}

export function shownColumn(column: PlacedColumn, gap: number, at: number, textScale: number): ShownColumn {
  const cellClass = column.numeric ? 'cell number' : 'cell';
  return {
    column, gap, at, cellClass, cutClass: `${cellClass} cut`,
    cellStyle: `width:${column.size}px${gap === 0 ? '' : `;margin-left:${gap}px`}`,
    fits: fitsInto(column.size - 2 * padding, (column.numeric ? 11.5 : 12) * textScale, column.numeric),
  };
}

/** In CSS pixels, to either side of a text. */
const padding = 10;
