import { computed, ref, shallowRef, watch, type ComputedRef, type Ref } from 'vue';
import type { RunDetail, RunRow } from '../../contract/runs.ts';
import { call, messageOf } from './bridge.ts';
import { isActive, useRuns } from './runs.ts';

/**
 * What is known about one run: its live row, and its detail, which is read again whenever the status changes (rows,
 * classes and hashes come with it), and with every change of a run that has ended (its forks, its verification). Ends with the scope that called it.
 */
export function useRunDetail(id: Readonly<Ref<string>>): {
  row: ComputedRef<RunRow | null>;
  detail: Ref<RunDetail | null>;
  error: Ref<string | null>;
} {
  const runs = useRuns();
  const detail = shallowRef<RunDetail | null>(null);
  const error = ref<string | null>(null);
  const row = computed(() => runs.known.get(id.value) ?? null);

  async function read(runId: string): Promise<void> {
    try {
      const found = await call('runs.get', { id: runId });
      if (id.value !== runId) return;
      detail.value = found;
      error.value = null;
      runs.adopt([found]);
    } catch (failure) {
      if (id.value === runId) error.value = messageOf(failure);
    }
  }

  watch(id, () => {
    detail.value = null;
    error.value = null;
  });
  const state = () => row.value && `${row.value.status} ${isActive(row.value) ? '' : row.value.revision}`;
  watch([id, state], ([runId, known], [before]) => {
    // A run that has just been deleted has no row any more, and nothing new to tell. What was just read needs no reading.
    if (runId !== before || (known !== null && row.value!.revision !== detail.value?.revision)) void read(runId);
  }, { immediate: true });

  return { row, detail, error };
}
