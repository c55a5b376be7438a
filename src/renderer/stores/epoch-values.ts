import { onScopeDispose, ref, shallowReactive, watch, type Ref } from 'vue';
import type { EpochValues } from '../../contract/curves.ts';
import { call, listen, messageOf } from './bridge.ts';

/**
 * Every metric of runs at one epoch each, which is all that is read of them. One question at a time: what was wanted
 * meanwhile is asked next, in its last form, and until then a run keeps the values, with their epoch, that it had. Ends
 * with the scope that called it.
 */
export function useEpochValues(wanted: Readonly<Ref<readonly { id: string; epoch: number }[]>>) {
  /** by run */
  const found = shallowReactive(new Map<string, EpochValues>());
  const error = ref<string | null>(null);
  let reading = false;
  let again = false;
  let closed = false;

  async function read(): Promise<void> {
    again = reading;
    const at = wanted.value.filter(({ id, epoch }) => found.get(id)?.epoch !== epoch).map(({ id, epoch }) => ({ id, epoch }));
    if (reading || closed || at.length === 0) return;
    reading = true;
    try {
      for (const values of await call('runs.epochValues', { at })) found.set(values.id, values);
      error.value = null;
    } catch (failure) {
      error.value = messageOf(failure);
    } finally {
      reading = false;
      if (again) void read();
    }
  }

  watch(() => wanted.value.map(({ id, epoch }) => `${id} ${epoch}`).join(), () => {
    const ids = new Set(wanted.value.map(({ id }) => id));
    for (const id of found.keys()) if (!ids.has(id)) found.delete(id);
    void read();
  }, { immediate: true });

  const stop = listen('resync', () => {
    found.clear();
    void read();
  });
  onScopeDispose(() => {
    closed = true;
    stop();
  });

  return { found, error };
}
