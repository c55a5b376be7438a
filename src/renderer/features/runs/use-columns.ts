import { columnOrderingFeature, columnPinningFeature, columnSizingFeature, rowSortingFeature, tableFeatures, useTable, type ColumnDef } from '@tanstack/vue-table';
import { computed } from 'vue';
import { narrowest, widest } from '../../../contract/list-state.ts';
import { useRunList } from '../../stores/run-list.ts';
import { useSettings } from '../../stores/settings.ts';
import { columnLook, nameWidth, type RunColumn } from './columns.ts';

/** A shown column with its width and its place in the order of the list. */
export interface PlacedColumn extends RunColumn {
  size: number;
  /** of the columns that the list is sorted by: ascending or descending, and which key it is, from 1 */
  sorted: { direction: 'ascending' | 'descending'; key: number; of: number } | null;
}

/** The table has no rows of its own. */
type NoRow = Record<string, never>;

const features = tableFeatures({ columnOrderingFeature, columnPinningFeature, columnSizingFeature, rowSortingFeature });

/**
 * The columns as the headless table arranges them: the name pinned, the others in the person's order and widths. Rows are
 * no business of it: they come page by page.
 */
export function useColumns() {
  const list = useRunList();
  const settings = useSettings();
  const numeric = computed(() => new Set(list.available.filter((column) => column.numeric).map(({ key }) => key)));
  const looks = computed(() => new Map(['name', ...list.shown].map((key) => [key, columnLook(key, numeric.value.has(key))])));

  const columns = computed<ColumnDef<typeof features, NoRow>[]>(() => [...looks.value.values()].map(({ key, width, sorts }) => ({
    id: key, accessorFn: () => null, size: Math.round(width * settings.textScale), minSize: narrowest, maxSize: widest, enableSorting: sorts,
  })));
  const state = computed(() => ({
    columnOrder: ['name', ...list.shown],
    columnPinning: { start: ['name'], end: [] },
    columnSizing: { ...list.state.columns.widths },
    sorting: list.state.sort.map((key) => ({ id: key.replace(/^-/, ''), desc: key.startsWith('-') })),
  }));

  const table = useTable({ features, columns, data: [] as NoRow[], state, manualSorting: true });

  const placed = computed<PlacedColumn[]>(() => {
    // Read here, so that they are followed: the table keeps its own copy.
    const { sorting } = state.value;
    void columns.value;
    return table.getCenterLeafColumns().map((column) => place(column.id, column.getSize(), sorting));
  });
  const name = computed<PlacedColumn>(() => place('name', table.getColumn('name')?.getSize() ?? nameWidth, state.value.sorting));

  function place(key: string, size: number, sorting: { id: string; desc: boolean }[]): PlacedColumn {
    const at = sorting.findIndex(({ id }) => id === key);
    return { ...looks.value.get(key)!, size, sorted: at < 0 ? null : { direction: sorting[at]!.desc ? 'descending' : 'ascending', key: at + 1, of: sorting.length } };
  }

  function resize(key: string, width: number | null): void {
    const { [key]: _, ...others } = list.state.columns.widths;
    void list.layOut({ widths: width === null ? others : { ...others, [key]: Math.round(Math.min(widest, Math.max(narrowest, width))) } });
  }

  /** Puts a column before another one, or at the end. */
  function move(key: string, before: string | null): void {
    if (key === before) return;
    const others = list.shown.filter((one) => one !== key);
    const at = before === null ? others.length : others.indexOf(before);
    void list.layOut({ shown: others.toSpliced(at < 0 ? others.length : at, 0, key) });
  }

  function moveBy(key: string, steps: -1 | 1): void {
    const at = list.shown.indexOf(key);
    const to = at + steps;
    if (at < 0 || to < 0 || to >= list.shown.length) return;
    void list.layOut({ shown: list.shown.toSpliced(at, 1).toSpliced(to, 0, key) });
  }

  function setShown(key: string, shown: boolean): void {
    const others = list.shown.filter((one) => one !== key);
    void list.layOut({ shown: shown ? [...others, key] : others });
  }

  return { placed, name, resize, move, moveBy, setShown };
}

export type Columns = ReturnType<typeof useColumns>;
