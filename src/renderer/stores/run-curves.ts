import { onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue';
import { endedStatuses, type PointsDelta } from '../../contract/runs.ts';
import { call, listen, messageOf } from './bridge.ts';
import { curvesOf, leavesGap, withDelta, type Curves } from './series.ts';

export interface CurvesKept {
  /** columns of pixels that a long history is meant for; of each, four points come, and twice as many are kept */
  columns?: number;
  /** all where this is left out */
  metrics?: readonly string[];
}

/**
 * The curves of the run in `id`: history once, then deltas, and history once more at the end where deltas have left epochs
 * out. What is held and drawn does not grow beyond `columns`, however long the run. Ends with the scope that called it.
 */
export function useRunCurves(id: Readonly<Ref<string>>, { columns = 1024, metrics }: CurvesKept = {}): { curves: Ref<Curves>; error: Ref<string | null>; loading: Ref<boolean> } {
  const curves = shallowRef<Curves>(new Map());
  const error = ref<string | null>(null);
  const loading = ref(false);
  const kept = { most: 8 * columns, metrics };
  /** the latest history that is on its way, with the deltas that have arrived since it was asked for */
  let reading: { deltas: PointsDelta[] } | null = null;
  /** deltas have left epochs out */
  let coarse = false;

  async function readHistory(runId: string): Promise<void> {
    const own: typeof reading = { deltas: [] };
    reading = own;
    loading.value = true;
    coarse = false;
    try {
      const series = await call('runs.history', { id: runId, buckets: columns, ...(metrics ? { metrics: [...metrics] } : {}) });
      if (reading !== own) return;
      curves.value = own.deltas.reduce((known, delta) => withDelta(known, delta, kept), curvesOf(series));
      error.value = null;
    } catch (failure) {
      if (reading === own) error.value = messageOf(failure);
    } finally {
      if (reading === own) {
        reading = null;
        loading.value = false;
      }
    }
  }

  function take(delta: PointsDelta): void {
    if ((delta.leftOut ?? 0) > 0) coarse = true;
    if (reading) reading.deltas.push(delta);
    else if (leavesGap(curves.value, delta)) void readHistory(delta.runId);
    else curves.value = withDelta(curves.value, delta, kept);
  }

  onScopeDispose(listen('runs.points', ({ deltas }) => {
    for (const delta of deltas) if (delta.runId === id.value) take(delta);
  }));

  onScopeDispose(listen('runs.changed', ({ rows }) => {
    if (coarse && rows.some((row) => row.id === id.value && endedStatuses.includes(row.status))) void readHistory(id.value);
  }));

  onScopeDispose(listen('resync', () => {
    void readHistory(id.value);
  }));

  watch(id, (runId) => {
    curves.value = new Map();
    error.value = null;
    void readHistory(runId);
  }, { immediate: true });

  return { curves, error, loading };
}
