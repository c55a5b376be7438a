import { onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue';
import type { PointsDelta } from '../../contract/runs.ts';
import { call, listen, messageOf } from './bridge.ts';
import { curvesOf, leavesGap, withDelta, type Curves } from './series.ts';

/** The curves of the run in `id`: history once, then deltas. Ends with the scope that called it. */
export function useRunCurves(id: Readonly<Ref<string>>): { curves: Ref<Curves>; error: Ref<string | null>; loading: Ref<boolean> } {
  const curves = shallowRef<Curves>(new Map());
  const error = ref<string | null>(null);
  const loading = ref(false);
  /** deltas that arrive while the history is on its way */
  let waiting: PointsDelta[] | null = null;

  async function readHistory(runId: string): Promise<void> {
    waiting = [];
    loading.value = true;
    try {
      const series = await call('runs.points', { id: runId });
      if (id.value !== runId) return;
      curves.value = waiting.reduce(withDelta, curvesOf(series));
      error.value = null;
    } catch (failure) {
      if (id.value === runId) error.value = messageOf(failure);
    } finally {
      if (id.value === runId) {
        waiting = null;
        loading.value = false;
      }
    }
  }

  function take(delta: PointsDelta): void {
    if (waiting) waiting.push(delta);
    else if (leavesGap(curves.value, delta)) void readHistory(delta.runId);
    else curves.value = withDelta(curves.value, delta);
  }

  onScopeDispose(listen('runs.points', ({ deltas }) => {
    for (const delta of deltas) if (delta.runId === id.value) take(delta);
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
