import { defineStore } from 'pinia';
import { computed } from 'vue';
import { call } from './bridge.ts';
import { useRuns } from './runs.ts';
import { useToasts } from './toasts.ts';

/** What trains and what waits, in the order of the queue, and what can be done to it as a whole. */
export const useQueue = defineStore('queue', () => {
  const runs = useRuns();
  const toasts = useToasts();

  const running = computed(() => runs.active.filter((row) => row.status === 'running'));
  const paused = computed(() => runs.active.filter((row) => row.status === 'paused'));
  const queued = computed(() => runs.active.filter((row) => row.status === 'queued').sort((a, b) => (a.queuePosition ?? 0) - (b.queuePosition ?? 0)));

  /** Gives a queued run another place, counted from 0 among those that wait. */
  function place(id: string, at: number): Promise<void> {
    const others = queued.value.filter((row) => row.id !== id);
    return attempt(() => call('queue.move', { ids: [id], before: others[Math.max(0, at)]?.id ?? null }));
  }

  const pauseAll = () => attempt(() => call('queue.pauseAll', null));
  const resumeAll = () => attempt(() => call('queue.resumeAll', null));
  const stopAll = () => attempt(() => call('queue.stopAll', null));

  async function attempt(act: () => Promise<unknown>): Promise<void> {
    try {
      await act();
    } catch (error) {
      toasts.showError(error);
    }
  }

  return { running, paused, queued, place, pauseAll, resumeAll, stopAll };
});
