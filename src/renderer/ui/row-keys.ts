/** The row that a movement key leads to, or null where there is none. `page` is the number of rows in sight. */
export function rowReachedBy(key: string, count: number, current: number | null, page: number): number | null {
  const at = current ?? -1;
  const steps: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: count - 1, PageDown: at + page, PageUp: at - page };
  const wanted = steps[key];
  if (wanted === undefined || count === 0) return null;
  return Math.min(count - 1, Math.max(0, wanted));
}
