import { refDebounced } from '@vueuse/core';
import { computed, watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { usePendingNavigation } from '../../stores/pending-navigation.ts';
import type { Replay } from './use-replay.ts';

/** Between a move of the playhead and its place in the address. */
const settledMs = 300;

/**
 * Keeps the address and the playheads the same: `epoch`, `with` for the run beside it, `apart` for its epoch where it is another one,
 * and `free` where the two are not locked. `putBeside` puts a run there, or takes it away.
 */
export function useReplayAddress(replay: Replay): { putBeside(id: string | null): void } {
  const route = useRoute();
  const router = useRouter();
  const { committed, runs, wanted, locked, ready } = replay;
  const linked = (name: string): number | null => {
    const text = route.query[name];
    return typeof text === 'string' && /^\d{1,7}$/.test(text) ? Number(text) : null;
  };

  watch(ready, (now) => {
    if (!now || committed.value !== null) return;
    replay.goSide(0, linked('epoch') ?? replay.lastOf(0));
    const apart = linked('apart');
    if (runs.value.length === 1 || apart === null) return;
    replay.place(apart);
    if ('free' in route.query && locked.value) replay.toggleLock();
  }, { immediate: true });

  const place = computed(() => {
    const two = runs.value.length > 1;
    return {
      epoch: String(wanted.value),
      apart: two && replay.wantedOf(1) !== wanted.value ? String(replay.epochOf(1)) : undefined,
      free: two && !locked.value ? '1' : undefined,
    };
  });
  const settled = refDebounced(place, settledMs);
  const goingTo = usePendingNavigation();
  watch(settled, (now) => {
    // Whoever has just left for another view, whose code is on its way, must not be held back.
    if (route.name === 'replay' && goingTo.value === null && ready.value) void router.replace({ query: { ...route.query, ...now } });
  });

  function putBeside(id: string | null): void {
    // One run beside itself is only of use at another epoch.
    const itself = id === runs.value[0]!.id.value;
    const best = runs.value[0]!.row.value?.bestEpoch ?? 0;
    if (itself) replay.part(best === wanted.value ? 0 : best);
    else replay.join();
    void router.replace({ query: { ...route.query, with: id ?? undefined, apart: undefined, free: undefined } });
  }

  return { putBeside };
}
