import { useDebounceFn } from '@vueuse/core';
import { defineStore } from 'pinia';
import { computed, shallowRef, watch, type ShallowRef } from 'vue';
import { listStateOf, plainList, sameState, type ListState } from '../../contract/list-state.ts';
import { columnNamed, type CellValue, type ColumnField } from '../../contract/run-columns.ts';
import { lineOf, type AvailableColumn, type RunGroup, type RunLine } from '../../contract/run-lists.ts';
import type { RunRow } from '../../contract/runs.ts';
import { call, listen, messageOf } from './bridge.ts';
import { columnNews } from './column-news.ts';
import { defaultColumns } from './default-columns.ts';
import { groupedList, type LineItem, type ListItem } from './grouped-list.ts';
import { pagedList, type LoadedPage } from './paged-list.ts';
import { reloadLater } from './reload-later.ts';
import { useRuns } from './runs.ts';
import { useSettings } from './settings.ts';

/** A run in the list, with its cells by the name of their column. A column that has just come into sight may still lack its cell. */
export interface ListedRun extends Omit<RunLine, 'cells'> {
  cells: ReadonlyMap<string, CellValue>;
}

/** Changes where it stands, so that a delta draws one row anew and nothing jumps. */
export type ListedLine = ShallowRef<ListedRun>;

const remembered = 'runs.list';
/** Between two readings of what is in sight while runs train. */
const refreshEveryMs = 1000;

/**
 * The list of runs: which are shown, in which order, with which columns, and the pages of it that are in sight. Main does
 * the filtering, sorting and grouping; deltas change rows where they stand, and what they may have put out of order is
 * read again a moment later, as far as it is in sight.
 */
export const useRunList = defineStore('run-list', () => {
  const runs = useRuns();
  const settings = useSettings();
  const state = shallowRef<ListState>(plainList);
  const available = shallowRef<readonly AvailableColumn[]>([]);
  /** the columns that come with each line: what is, or was a moment ago, in sight */
  const asked = shallowRef<readonly string[]>([]);
  const runsInGroups = shallowRef(0);
  /** runs that have been looked at and are known to be elsewhere in the list */
  const elsewhere = new Set<string>();
  /** the saved view that the list was opened by last */
  const viewId = shallowRef<string | null>(null);
  let restored = false;
  /** whether it is known which columns to read: what is in sight before that is no reason to read */
  let begun = false;
  let watchers = 0;

  const shown = computed<readonly string[]>(() => state.value.columns.shown ?? defaultColumns(available.value));
  const which = computed(() => ({ filter: state.value.filter || undefined, experimentId: state.value.experimentId ?? undefined }));

  const flat = pagedList<LineItem<ListedLine>>((offset, limit, count) => readLines({ offset, limit, count }));
  const grouped = groupedList<ListedLine>(readGroups, (group: RunGroup) => (offset, limit, count) =>
    readLines({ offset, limit, count, within: { by: state.value.group!, value: group.value } }));

  const isGrouped = computed(() => state.value.group !== null);
  /** runs that match; null until it is known */
  const total = computed(() => (isGrouped.value ? (grouped.groups.total.value === null ? null : runsInGroups.value) : flat.total.value));
  const groups = computed(() => (isGrouped.value ? grouped.groups.total.value : null));
  const rowCount = computed(() => (isGrouped.value ? grouped.rows.value : flat.total.value ?? 0));
  const error = computed(() => (isGrouped.value ? grouped.groups.error.value : flat.error.value));

  async function readLines(part: { offset: number; limit: number; count: boolean; within?: { by: string; value: RunGroup['value'] } }): Promise<LoadedPage<LineItem<ListedLine>>> {
    const columns = [...asked.value];
    const page = await call('runs.page', { ...which.value, ...part, sort: [...state.value.sort], columns });
    return { items: page.lines.map((line) => ({ kind: 'line', line: shallowRef(listed(line, columns)), inGroup: part.within !== undefined })), total: page.total };
  }

  /** Other groups are wanted with each turn. */
  let turn = 0;
  let groupsAsked = '';

  async function readGroups(offset: number, limit: number): Promise<LoadedPage<RunGroup>> {
    const question = { ...which.value, by: state.value.group!, sort: [...state.value.sort], columns: [...asked.value] };
    if (JSON.stringify(question) !== groupsAsked) turn++;
    groupsAsked = JSON.stringify(question);
    const page = await call('runs.groups', { ...question, offset, limit, turn: { list: thisWindow, number: turn } });
    runsInGroups.value = page.runs;
    groupColumns.value = [...asked.value];
    return { items: page.groups, total: page.total };
  }
  /** the columns that the cells of groups stand for */
  const groupColumns = shallowRef<readonly string[]>([]);

  const itemAt = (row: number): ListItem<ListedLine> | undefined => (isGrouped.value ? grouped.at(row) : flat.at(row));

  const rowOf = (id: string): number => {
    const matches = (line: ListedLine) => line.value.id === id;
    return isGrouped.value ? grouped.find(matches) : flat.find((item) => matches(item.line));
  };

  function show(first: number, last: number): void {
    if (isGrouped.value) grouped.show(first, last);
    else flat.show(first, last);
  }

  /** Says which columns are in sight: those that lines lack so far are read. */
  function showColumns(keys: readonly string[]): void {
    const missing = keys.filter((key) => !asked.value.includes(key));
    if (missing.length === 0 || !begun) return;
    asked.value = [...asked.value.filter((key) => shown.value.includes(key)), ...missing];
    void refreshPages();
  }
  const refreshPages = useDebounceFn(() => void refresh().catch(() => undefined), 16);

  const refresh = () => (watchers === 0 ? Promise.resolve() : isGrouped.value ? grouped.refresh() : flat.refresh());

  /** What was read before the list is on the screen; null once it is. */
  let ahead: ListState | null = null;

  /**
   * For a list that is about to be opened: what it will ask for is on its way while the window is being made, once this
   * resolves, which is a moment later. Mounting would keep the answer that it hangs on waiting.
   */
  async function readAhead(): Promise<void> {
    ahead = state.value;
    const asking = Promise.withResolvers<void>();
    void readAll(asking.resolve).finally(asking.resolve);
    await asking.promise;
  }

  /** The list is on the screen from now on: it is read and kept up to date. Returns how to end that. */
  function open(): () => void {
    watchers++;
    if (ahead !== state.value) void readAll();
    ahead = null;
    return () => { watchers--; };
  }

  const toggleGroup = (row: number) => grouped.toggle(row);

  /** Reads everything anew: what there is, and which columns. */
  async function reload(): Promise<void> {
    if (watchers > 0) await readAll();
  }

  async function readAll(asking = () => {}): Promise<void> {
    elsewhere.clear();
    // Which columns there are decides what a first list shows; later ones are there at once with those of before.
    const isFirst = available.value.length === 0;
    if (isFirst && state.value.columns.shown === null) await loadColumns();
    asked.value = shown.value.slice(0, firstColumns);
    begun = true;
    const read = isGrouped.value ? grouped.reset() : flat.reset();
    asking();
    await read;
    if (!isFirst || state.value.columns.shown !== null) await loadColumns();
  }

  async function loadColumns(): Promise<void> {
    const mine = JSON.stringify(which.value);
    const found = await call('runs.columns', which.value).catch((failure: unknown) => messageOf(failure));
    if (typeof found === 'string' || mine !== JSON.stringify(which.value)) return;
    // The same list as long as it says the same: all columns and rows are drawn anew with another one.
    if (JSON.stringify(found) !== JSON.stringify(available.value)) available.value = found;
  }

  /** Changes what is shown, and reads what that needs. */
  async function change(part: Partial<ListState>): Promise<void> {
    const before = state.value;
    state.value = { ...before, ...part };
    if (sameState(before, state.value)) return;
    const read = readChanged(before);
    // Afterwards: what is kept for the next start must not keep the list waiting.
    remember();
    await read;
  }

  async function readChanged(before: ListState): Promise<void> {
    const { experimentId, filter, sort, group } = state.value;
    if (experimentId !== before.experimentId || filter !== before.filter) return reload();
    if (watchers > 0 && (sort.join() !== before.sort.join() || group !== before.group)) {
      elsewhere.clear();
      await (isGrouped.value ? (group === before.group ? grouped.refresh() : grouped.reset()) : flat.reset());
    }
  }

  const remember = () => void settings.setLayout(remembered, { ...state.value, view: viewId.value });

  /** What the last session left, once. */
  function restore(): void {
    if (restored) return;
    restored = true;
    const kept = settings.layout[remembered];
    if (typeof kept !== 'object' || kept === null) return;
    state.value = listStateOf(kept as Record<string, unknown>);
    const { view } = kept as Record<string, unknown>;
    if (typeof view === 'string') viewId.value = view;
  }

  /** As a saved view has it, whatever was shown before. */
  async function openView(id: string, content: Readonly<Record<string, unknown>>): Promise<void> {
    viewId.value = id;
    remember();
    await change(listStateOf(content));
  }

  function leaveView(id: string | null = null): void {
    viewId.value = id;
    remember();
  }

  const sortBy = (key: string, add = false) => change({ sort: nextSort(state.value.sort, key, add) });
  const filterBy = (filter: string) => change({ filter });
  const showExperiment = (experimentId: string | null) => change({ experimentId });
  const groupBy = (group: string | null) => change({ group });
  const layOut = (columns: Partial<ListState['columns']>) => change({ columns: { ...state.value.columns, ...columns } });

  /** Whether a change of a run's numbers may move it, or move it out. */
  const orderMoves = computed(() => isGrouped.value || state.value.filter !== '' || state.value.experimentId !== null || state.value.sort.some((key) => !/^-?(created|name|experiment|dataSet|id)$/.test(key)));

  function admit(changed: readonly RunRow[]): void {
    const fields = fieldsOf(asked.value);
    let readAgain = orderMoves.value;
    if (hasColumnNews(changed)) columnsMayDiffer = true;
    for (const row of changed) {
      const item = itemAt(rowOf(row.id));
      if (item?.kind === 'line') patch(item.line, row, asked.value, fields);
      else if (!elsewhere.has(row.id)) {
        elsewhere.add(row.id);
        readAgain = true;
      }
    }
    if (readAgain) refreshSoon();
    else if (columnsMayDiffer) columnsSoon();
  }

  const refreshSoon = reloadLater(async () => {
    const before = total.value;
    await Promise.all([refresh(), readColumns()]);
    // Numbers that moved may have brought other runs through the filter.
    if (total.value !== before) columnsMayDiffer = true;
    await readColumns();
  }, refreshEveryMs);

  const hasColumnNews = columnNews();
  /** since columns were read last */
  let columnsMayDiffer = false;
  const columnsSoon = reloadLater(readColumns, refreshEveryMs);

  async function readColumns(): Promise<void> {
    if (!columnsMayDiffer || watchers === 0 || state.value.columns.shown !== null) return;
    columnsMayDiffer = false;
    await loadColumns();
  }

  function start(): () => void {
    const stops = [listen('runs.changed', ({ rows }) => admit(rows)), runs.onRemoved((ids) => {
      // One that is restored is to be looked for again, wherever it was before.
      for (const id of ids) elsewhere.delete(id);
      refreshNow();
    })];
    return () => stops.forEach((end) => end());
  }
  const refreshNow = reloadLater(() => refresh(), 30);

  watch(shown, (columns) => showColumns(columns.slice(0, firstColumns)));

  return {
    state, viewId, openView, leaveView, available, shown, which, total, groups, rowCount, error, isGrouped, groupColumns,
    itemAt, rowOf, show, showColumns, toggleGroup, open, readAhead, reload, refresh, loadColumns, change, sortBy, filterBy, showExperiment, groupBy, layOut, restore, start,
    experimentId: computed(() => state.value.experimentId),
    filter: computed(() => state.value.filter),
  };
});

/** Several windows may have their lists. */
const thisWindow = `list ${Math.random().toString(36).slice(2)}`;

/** As many as any window shows at first, before it has said what is in sight. */
const firstColumns = 16;

function listed({ cells, ...line }: RunLine, columns: readonly string[]): ListedRun {
  return { ...line, cells: new Map(columns.map((key, at) => [key, cells[at] ?? null])) };
}

const fieldsOf = (columns: readonly string[]): ColumnField[] => columns.map((key) => columnNamed(key)!);

function patch(line: ListedLine, row: RunRow, columns: readonly string[], fields: ColumnField[]): void {
  if (row.revision >= line.value.revision) line.value = listed(lineOf(row, fields), columns);
}

/**
 * The order after a click on a column's head: by it alone, or by it besides the others. The first click sorts texts
 * upwards and numbers downwards, the next one turns round; among several, the third takes it out.
 */
export function nextSort(present: readonly string[], key: string, add: boolean): string[] {
  const at = present.findIndex((one) => one.replace(/^-/, '') === key);
  const firstWay = sortsUpwards(key) ? key : `-${key}`;
  const turned = at < 0 ? firstWay : present[at] === key ? `-${key}` : key;
  if (!add || (present.length === 1 && at === 0)) return [turned];
  if (at < 0) return [...present, firstWay].slice(-8);
  return present[at] === firstWay ? present.with(at, turned) : present.toSpliced(at, 1);
}

function sortsUpwards(key: string): boolean {
  const field = columnNamed(key);
  return field?.kind === 'config' || (field?.kind === 'row' && ['name', 'status', 'stopReason', 'error', 'experiment', 'dataSet', 'note'].includes(field.name)) || key.endsWith('loss') || key.endsWith('loss.best') || key.endsWith('loss.min');
}
