import { computed, onScopeDispose, ref, shallowReactive, watch, type Ref } from 'vue';
import { call, listen, messageOf } from './bridge.ts';
import { curvesOf, leavesGap, withDelta, type Curves } from './series.ts';

/** Every value of every metric of these runs, read run by run and kept as they grow. Ends with the scope that called it. */
export function useEpochValues(ids: Readonly<Ref<readonly string[]>>) {
  const curves = shallowReactive(new Map<string, Curves>());
  const error = ref<string | null>(null);
  const reading = new Set<string>();
  let closed = false;

  async function read(id: string): Promise<void> {
    if (reading.has(id)) return;
    reading.add(id);
    try {
      const series = await call('runs.points', { id });
      if (!closed && ids.value.includes(id)) curves.set(id, curvesOf(series));
      error.value = null;
    } catch (failure) {
      error.value = messageOf(failure);
    } finally {
      reading.delete(id);
    }
  }

  /** One after another: the first are soon there, and main is never asked for all at once. */
  watch(() => ids.value.join(), async () => {
    for (const id of curves.keys()) if (!ids.value.includes(id)) curves.delete(id);
    for (const id of ids.value) {
      if (closed) return;
      if (!curves.has(id)) await read(id);
    }
  }, { immediate: true });

  const stops = [
    listen('runs.points', ({ deltas }) => {
      for (const delta of deltas) {
        const known = curves.get(delta.runId);
        if (!known) continue;
        if (leavesGap(known, delta)) void read(delta.runId);
        else curves.set(delta.runId, withDelta(known, delta));
      }
    }),
    listen('resync', () => { for (const id of ids.value) void read(id); }),
  ];
  onScopeDispose(() => {
    closed = true;
    stops.forEach((stop) => stop());
  });

  return { curves, error, missing: computed(() => ids.value.filter((id) => !curves.has(id)).length) };
}
