import { columnOf, type Column } from '../../../compare/columns/column.ts';
import { describe } from '../../../compare/statistics/describe.ts';
import type { ComparedGroup } from '../../../contract/compared-groups.ts';
import { columnFor } from '../../stores/comparison-columns.ts';

/** A value a group of runs, and how far its runs are spread: their standard deviation. */
export interface GroupColumn {
  column: Column;
  /** null where no group has several runs, or the column has kinds instead of numbers */
  sd: Float64Array | null;
}

export const several = 'several';

/** Numbers as the mean over a group; a kind that all of its runs share as itself, else as "several". No group is empty. */
export function groupColumn(key: string, groups: readonly Pick<ComparedGroup, 'runs'>[]): GroupColumn {
  const column = columnFor(key, groups.flatMap(({ runs }) => runs));
  if (groups.every(({ runs }) => runs.length === 1)) return { column, sd: null };
  let first = 0;
  const places = groups.map(({ runs }) => ({ from: first, to: (first += runs.length) }));
  if (column.kind === 'category') {
    return { sd: null, column: columnOf(places.map(({ from, to }) => {
      const kinds = new Set(column.codes.subarray(from, to));
      return kinds.size > 1 ? several : column.levels[column.codes[from]!];
    })) };
  }
  const described = places.map(({ from, to }) => describe([...column.values.subarray(from, to)].filter(Number.isFinite)));
  return { column: { ...column, values: Float64Array.from(described, ({ mean }) => mean) }, sd: Float64Array.from(described, ({ sd }) => sd) };
}
