import { ref, shallowReactive, type Ref } from 'vue';
import { linesAtFirst } from '../../contract/run-lists.ts';
import { messageOf } from './bridge.ts';

/** A long list of which the window holds the pages around what is in sight. */
export interface PagedList<Item> {
  /** null until the first page has come */
  readonly total: Ref<number | null>;
  readonly error: Ref<string | null>;
  /** undefined where the page has not come yet */
  at(index: number): Item | undefined;
  /** the index in the pages in hand, or -1 */
  find(matches: (item: Item) => boolean): number;
  /** Says which items are in sight: their pages and the next ones are read, far ones are let go. */
  show(first: number, last: number): void;
  /** Reads again what is in sight; the rest is read again when it comes into sight. What is shown stays until then. */
  refresh(): Promise<void>;
  /**
   * As `refresh`, but nothing of what is in hand belongs to the new list: it goes when the first of that comes, or a
   * moment later, so that a quick answer draws every row once.
   */
  reset(): Promise<void>;
}

export interface LoadedPage<Item> {
  items: Item[];
  total: number | null;
}

/** Small, so that a jump waits for little more than what is in sight; pages that stand side by side are read together. */
const pageSize = 25;
/** read before they come into sight */
const ahead = 2;
const mostTogether = 8;
/** pages kept to either side of those in sight */
const kept = 24;
const atOnce = 2;
/** how long rows of the list before may stand while the new one is read */
const patienceMs = 100;

/** `load` reads a stretch; `wantsTotal` is false where the total is known and nothing has changed. */
export function pagedList<Item>(load: (offset: number, limit: number, wantsTotal: boolean) => Promise<LoadedPage<Item>>): PagedList<Item> {
  const pages = shallowReactive(new Map<number, readonly Item[]>());
  const stale = new Set<number>();
  const inFlight = new Set<number>();
  let calls = 0;
  const total = ref<number | null>(null);
  const error = ref<string | null>(null);
  let sight = { first: 0, last: linesAtFirst - 1 };
  let generation = 0;
  let knowsTotal = false;
  /** nothing is read before it has been asked for: what is in sight is known earlier than what to read of it */
  let begun = false;
  /** runs while what is in hand is of the list before */
  let outdated: ReturnType<typeof setTimeout> | null = null;

  function letGo(): void {
    if (outdated === null) return;
    clearTimeout(outdated);
    outdated = null;
    pages.clear();
    stale.clear();
  }

  const isWanted = (page: number) => !inFlight.has(page) && (!pages.has(page) || stale.has(page));

  /** In sight first, then the neighbours; side by side. */
  function nextPages(): number[] {
    const [first, last] = [Math.floor(sight.first / pageSize), Math.floor(sight.last / pageSize)];
    // How long the list is shows with the first page: until then what is in sight is asked for at a venture.
    const end = total.value === null ? last : Math.max(0, Math.ceil(total.value / pageSize) - 1);
    const missing = sideBySide(range(first, Math.min(last, end)).filter(isWanted));
    // Main answers one call after the other: a neighbour must not keep what is in sight, or is asked for next, waiting.
    if (missing.length > 0 || inFlight.size > 0 || total.value === null) return missing;
    const below = sideBySide(range(last + 1, Math.min(last + ahead, end)).filter(isWanted));
    return below.length > 0 ? below : sideBySide(range(Math.max(0, first - ahead), first - 1).filter(isWanted));
  }

  async function fill(): Promise<void> {
    const wanted = calls < atOnce ? nextPages() : [];
    if (wanted.length === 0) return;
    const mine = generation;
    const wantsTotal = !knowsTotal;
    knowsTotal = true;
    calls++;
    for (const page of wanted) inFlight.add(page);
    const others = fill();
    try {
      const loaded = await load(wanted[0]! * pageSize, wanted.length * pageSize, wantsTotal);
      if (mine !== generation) return;
      calls--;
      letGo();
      if (loaded.total !== null) settle(loaded.total);
      wanted.forEach((page, at) => {
        inFlight.delete(page);
        stale.delete(page);
        pages.set(page, loaded.items.slice(at * pageSize, (at + 1) * pageSize));
      });
      error.value = null;
    } catch (failure) {
      if (mine !== generation) return;
      letGo();
      error.value = messageOf(failure);
      // What failed waits for the next reason to ask; the page stays marked until then.
      generation++;
      calls = 0;
      inFlight.clear();
      return;
    }
    await Promise.all([others, fill()]);
  }

  function settle(count: number): void {
    total.value = count;
    const end = Math.ceil(count / pageSize);
    for (const page of pages.keys()) if (page >= end) pages.delete(page);
  }

  function restart(): Promise<void> {
    begun = true;
    generation++;
    knowsTotal = false;
    calls = 0;
    inFlight.clear();
    return fill();
  }

  return {
    total, error,
    at: (index) => pages.get(Math.floor(index / pageSize))?.[index % pageSize],
    find(matches) {
      for (const [page, items] of pages) {
        const at = items.findIndex(matches);
        if (at >= 0) return page * pageSize + at;
      }
      return -1;
    },
    show(first, last) {
      sight = { first, last };
      const [from, to] = [Math.floor(first / pageSize) - kept, Math.floor(last / pageSize) + kept];
      for (const page of pages.keys()) if (page < from || page > to) pages.delete(page);
      if (begun && error.value === null) void fill();
    },
    refresh() {
      for (const page of pages.keys()) stale.add(page);
      return restart();
    },
    reset() {
      for (const page of pages.keys()) stale.add(page);
      if (outdated !== null) clearTimeout(outdated);
      outdated = setTimeout(letGo, patienceMs);
      return restart();
    },
  };
}

const range = (first: number, last: number) => Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at);

/** The first of these pages with those that follow it without a gap. */
function sideBySide(pages: number[]): number[] {
  const end = pages.findIndex((page, at) => page !== pages[0]! + at);
  return pages.slice(0, Math.min(mostTogether, end < 0 ? pages.length : end));
}
