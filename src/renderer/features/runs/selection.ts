/** Which rows of a list are selected, as desktop lists do it. `current` is the row the keyboard is on. */
export interface Selection {
  current: string | null;
  /** where a range with Shift starts */
  anchor: string | null;
  selected: ReadonlySet<string>;
}

export type Reach = 'only' | 'range' | 'toggle';

export const emptySelection: Selection = { current: null, anchor: null, selected: new Set() };

/** The selection after a row was clicked or reached by key: alone, with Shift (range) or with Ctrl (toggle). */
export function select(before: Selection, order: readonly string[], id: string, reach: Reach): Selection {
  if (reach === 'toggle') {
    const selected = new Set(before.selected);
    if (!selected.delete(id)) selected.add(id);
    return { current: id, anchor: id, selected };
  }
  const start = reach === 'range' && before.anchor !== null ? order.indexOf(before.anchor) : -1;
  if (start < 0) return { current: id, anchor: id, selected: new Set([id]) };
  const end = order.indexOf(id);
  return { current: id, anchor: before.anchor, selected: new Set(order.slice(Math.min(start, end), Math.max(start, end) + 1)) };
}

/** The row that a movement key leads to, or null where there is none. `page` is the number of rows in sight. */
export function rowReachedBy(key: string, order: readonly string[], current: string | null, page: number): string | null {
  const at = current === null ? -1 : order.indexOf(current);
  const steps: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: order.length - 1, PageDown: at + page, PageUp: at - page };
  const wanted = steps[key];
  if (wanted === undefined || order.length === 0) return null;
  return order[Math.min(order.length - 1, Math.max(0, wanted))] ?? null;
}

/** The row to go to when some are deleted: the next one below, else the last one above. */
export function neighbourAfterRemoval(order: readonly string[], removed: ReadonlySet<string>): string | null {
  const last = order.findLastIndex((id) => removed.has(id));
  return order.slice(last + 1).find((id) => !removed.has(id)) ?? order.slice(0, Math.max(0, last)).findLast((id) => !removed.has(id)) ?? null;
}
