import { defineStore } from 'pinia';
import { computed, ref, shallowReactive, shallowRef } from 'vue';
import type { RunRow } from '../../contract/runs.ts';
import { call, listen, messageOf } from './bridge.ts';
import { passes, type Brush, type Brushes } from './comparison-brushes.ts';
import { plainCharts, type ChartChoices } from './comparison-charts.ts';
import { plainExplore, type ExploreChoices } from './comparison-explore.ts';
import { comparedGroups, type ComparedGroup } from '../../contract/compared-groups.ts';
import { MOST_COMPARED, type ComparisonSource, type ComparisonState } from './comparison-link.ts';
import { reloadLater } from './reload-later.ts';
import { useRuns } from './runs.ts';

const nothing: ComparisonSource = { kind: 'runs', ids: [] };

/**
 * The runs that are held against each other, and how. Being compared is one thing, being shown another: the eye takes
 * a run out of the charts and leaves it in the comparison.
 */
export const useComparison = defineStore('comparison', () => {
  const runs = useRuns();
  const source = shallowRef<ComparisonSource>(nothing);
  /** what the source came to, at most `MOST_COMPARED` */
  const ids = shallowRef<readonly string[]>([]);
  /** how many the source means in all, those that are gone or too many among them */
  const total = ref(0);
  const hidden = shallowReactive(new Set<string>());
  const baseline = ref<string | null>(null);
  const group = ref<string | null>(null);
  const charts = shallowRef<ChartChoices>(plainCharts);
  const explore = shallowRef<ExploreChoices>(plainExplore);
  const brushes = shallowRef<Brushes>({});
  const loading = ref(false);
  const error = ref<string | null>(null);
  const reloadSoon = reloadLater(() => load());
  let request = 0;

  const rows = computed<RunRow[]>(() => ids.value.flatMap((id) => runs.known.get(id) ?? []));
  const groups = computed<ComparedGroup[]>(() => comparedGroups(rows.value, group.value, baseline.value));
  const brushing = computed(() => Object.keys(brushes.value).length > 0);
  /** what brushes hold back, whatever the eye says */
  const heldBack = computed<ReadonlySet<string>>(() => new Set(brushing.value ? rows.value.filter((row) => !passes(row, brushes.value)).map((row) => row.id) : []));
  const shownGroups = computed(() => groups.value.filter((group) => group.runs.some((run) => isDrawn(run.id))));
  const shownRows = computed(() => rows.value.filter((row) => isDrawn(row.id)));
  const baselineRow = computed<RunRow | null>(() => rows.value.find((row) => row.id === baseline.value) ?? null);

  const state = computed<ComparisonState>(() => ({
    source: source.value, group: group.value, baseline: baseline.value,
    hidden: [...hidden].filter((id) => source.value.kind === 'filter' || ids.value.includes(id)), charts: charts.value,
    explore: explore.value, brushes: brushes.value,
  }));

  /** Opens a comparison that a link, a saved view or the last session describes. */
  async function open(next: ComparisonState): Promise<void> {
    group.value = next.group;
    baseline.value = next.baseline;
    charts.value = next.charts;
    explore.value = next.explore;
    brushes.value = next.brushes;
    hidden.clear();
    for (const id of next.hidden) hidden.add(id);
    await show(next.source);
  }

  /** Compares these runs, or what a filter finds. How they are drawn stays; the baseline stays if it is among them. */
  async function show(next: ComparisonSource): Promise<void> {
    source.value = next;
    ids.value = next.kind === 'runs' ? next.ids.filter((id) => runs.known.has(id)) : [];
    await load();
  }

  async function load(): Promise<void> {
    const mine = ++request;
    const wanted = source.value;
    loading.value = true;
    try {
      const found = await read(wanted);
      if (mine !== request) return;
      runs.adopt(found.rows);
      ids.value = found.rows.map((row) => row.id);
      total.value = found.total;
      error.value = null;
      if (baseline.value !== null && !ids.value.includes(baseline.value)) baseline.value = null;
    } catch (failure) {
      if (mine === request) error.value = messageOf(failure);
    } finally {
      if (mine === request) loading.value = false;
    }
  }

  const compare = (wanted: readonly string[]) => show({ kind: 'runs', ids: wanted.slice(0, MOST_COMPARED) });
  const add = (more: readonly string[]) => compare([...new Set([...ids.value, ...more])]);
  const remove = (gone: readonly string[]) => compare(ids.value.filter((id) => !gone.includes(id)));

  function setShown(wanted: readonly string[], shown: boolean): void {
    for (const id of wanted) {
      if (shown) hidden.delete(id);
      else hidden.add(id);
    }
  }

  const toggleShown = (wanted: readonly string[]) => setShown(wanted, wanted.every((id) => hidden.has(id)));

  /** All others out of the charts; once more brings them back. */
  function showOnly(wanted: readonly string[]): void {
    const others = ids.value.filter((id) => !wanted.includes(id));
    const alone = others.every((id) => hidden.has(id)) && wanted.every((id) => !hidden.has(id));
    setShown(ids.value, alone);
    setShown(wanted, true);
  }

  function pin(id: string | null): void {
    baseline.value = id === baseline.value ? null : id;
  }

  function choose(change: Partial<ChartChoices>): void {
    charts.value = { ...charts.value, ...change };
  }

  function look(change: Partial<ExploreChoices>): void {
    explore.value = { ...explore.value, ...change };
  }

  /** Lets through only so much of a column; null takes the brush away. */
  function brush(key: string, wanted: Brush | null): void {
    const { [key]: _, ...others } = brushes.value;
    brushes.value = wanted === null ? others : { ...others, [key]: wanted };
  }

  function clearBrushes(): void {
    brushes.value = {};
  }

  /** Compares what the brushes let through and nothing else; the brushes have done their work then. Gives the way back. */
  function keepBrushed(): () => void {
    const [before, all] = [state.value, ids.value];
    const kept = ids.value.filter((id) => !heldBack.value.has(id));
    clearBrushes();
    void compare(kept);
    return () => {
      void open(before);
      // They are at hand, whatever a filter still has to find again.
      ids.value = all;
    };
  }

  /** Whether charts show a run: the eye is open and no brush holds it back. */
  const isDrawn = (id: string) => !hidden.has(id) && !heldBack.value.has(id);
  const isShown = (one: ComparedGroup) => one.runs.some((run) => !hidden.has(run.id));

  function drop(gone: readonly string[]): void {
    const set = new Set(gone);
    if (!ids.value.some((id) => set.has(id))) return;
    ids.value = ids.value.filter((id) => !set.has(id));
    if (source.value.kind === 'runs') source.value = { kind: 'runs', ids: ids.value };
    if (baseline.value !== null && set.has(baseline.value)) baseline.value = null;
  }

  function start(): () => void {
    const stops = [
      runs.onRemoved(drop),
      runs.onArrived(() => { if (source.value.kind === 'filter') reloadSoon(); }),
      listen('resync', () => { if (source.value !== nothing) reloadSoon(); }),
    ];
    return () => stops.forEach((stop) => stop());
  }

  return {
    source, ids, total, hidden, baseline, group, charts, explore, brushes, brushing, heldBack, loading, error, rows, groups, shownGroups, shownRows, baselineRow, state,
    open, show, load, compare, add, remove, setShown, toggleShown, showOnly, pin, choose, look, brush, clearBrushes, keepBrushed, isDrawn, isShown, start,
  };
});

async function read(source: ComparisonSource): Promise<{ rows: RunRow[]; total: number }> {
  if (source.kind === 'filter') return call('runs.list', { filter: source.filter || undefined, limit: MOST_COMPARED });
  if (source.ids.length === 0) return { rows: [], total: 0 };
  return { rows: await call('runs.rows', { ids: [...source.ids] }), total: source.ids.length };
}
