import { computed, shallowReactive, type ComputedRef } from 'vue';
import type { RunGroup } from '../../contract/run-lists.ts';
import { pagedList, type LoadedPage, type PagedList } from './paged-list.ts';

/** What stands in one row of a list that may be grouped. */
export type ListItem<Line> =
  | GroupItem
  | LineItem<Line>;

/** The same object for as long as nothing about it changes, so that a row is drawn anew only then. */
export interface GroupItem {
  kind: 'group';
  group: RunGroup;
  open: boolean;
}

export interface LineItem<Line> {
  kind: 'line';
  line: Line;
  inGroup: boolean;
}

/** Groups of which some are open, and show their runs below them. */
export interface GroupedList<Line> {
  readonly groups: PagedList<RunGroup>;
  readonly rows: ComputedRef<number>;
  /** undefined where it has not come yet */
  at(row: number): ListItem<Line> | undefined;
  find(matches: (line: Line) => boolean): number;
  show(first: number, last: number): void;
  toggle(row: number): void;
  refresh(): Promise<void>;
  /** Other groups: none of them is open. */
  reset(): Promise<void>;
}

interface OpenGroup<Line> {
  /** among the groups */
  index: number;
  group: RunGroup;
  lines: PagedList<LineItem<Line>>;
}

type Load<Item> = (offset: number, limit: number, wantsTotal: boolean) => Promise<LoadedPage<Item>>;

export function groupedList<Line>(loadGroups: Load<RunGroup>, loadLines: (group: RunGroup) => Load<LineItem<Line>>): GroupedList<Line> {
  const open = shallowReactive(new Map<string, OpenGroup<Line>>());
  const groups = pagedList<RunGroup>(async (offset, limit, wantsTotal) => {
    const page = await loadGroups(offset, limit, wantsTotal);
    page.items.forEach((group, at) => {
      const known = open.get(nameOf(group));
      if (known) open.set(nameOf(group), { ...known, group, index: offset + at });
    });
    return page;
  });

  const inOrder = computed(() => [...open.values()].sort((a, b) => a.index - b.index));
  const rows = computed(() => (groups.total.value ?? 0) + inOrder.value.reduce((sum, one) => sum + sizeOf(one), 0));

  /** Either a group, or a line of an open one, by what comes before it. */
  function place(row: number): { group: number } | { within: OpenGroup<Line>; line: number } {
    let lines = 0;
    for (const one of inOrder.value) {
      const head = one.index + lines;
      if (row <= head) break;
      if (row <= head + sizeOf(one)) return { within: one, line: row - head - 1 };
      lines += sizeOf(one);
    }
    return { group: row - lines };
  }

  function at(row: number): ListItem<Line> | undefined {
    const found = place(row);
    if ('within' in found) return found.within.lines.at(found.line);
    const group = groups.at(found.group);
    return group && itemOf(group, open.has(nameOf(group)));
  }

  return {
    groups, rows, at,
    find(matches) {
      let lines = 0;
      for (const one of inOrder.value) {
        const line = one.lines.find((item) => matches(item.line));
        if (line >= 0) return one.index + lines + 1 + line;
        lines += sizeOf(one);
      }
      return -1;
    },
    show(first, last) {
      const [from, to] = [place(first), place(last)];
      groups.show('within' in from ? from.within.index : from.group, 'within' in to ? to.within.index : to.group);
      let lines = 0;
      for (const one of inOrder.value) {
        const head = one.index + lines;
        if (head < last && head + sizeOf(one) >= first) one.lines.show(Math.max(0, first - head - 1), Math.min(sizeOf(one), last - head) - 1);
        lines += sizeOf(one);
      }
    },
    toggle(row) {
      const item = at(row);
      const found = place(row);
      if (item?.kind !== 'group' || !('group' in found)) return;
      if (item.open) open.delete(nameOf(item.group));
      else {
        const lines = pagedList(loadLines(item.group));
        open.set(nameOf(item.group), { index: found.group, group: item.group, lines });
        void lines.reset();
      }
    },
    async refresh() {
      await Promise.all([groups.refresh(), ...inOrder.value.map(({ lines }) => lines.refresh())]);
    },
    reset() {
      open.clear();
      return groups.reset();
    },
  };
}

const items = new WeakMap<RunGroup, GroupItem>();

function itemOf(group: RunGroup, open: boolean): GroupItem {
  const known = items.get(group);
  if (known?.open === open) return known;
  const item: GroupItem = { kind: 'group', group, open };
  items.set(group, item);
  return item;
}

const sizeOf = ({ lines, group }: OpenGroup<unknown>) => lines.total.value ?? group.runs;

/** A number and a text that read alike are two values. */
const nameOf = ({ value }: RunGroup) => JSON.stringify(value);
