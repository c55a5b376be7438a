import { nextTick, onScopeDispose, watch } from 'vue';
import { useRoute } from 'vue-router';
import { usePendingNavigation } from '../../stores/pending-navigation.ts';

export interface RemovalPlace {
  /** how many runs the list has: it changes once they have left it */
  total: () => number | null;
  /** remembers where they stand; what is returned selects what has come there, and names it */
  selectInPlaceOf: (removed: ReadonlySet<string>) => (() => string | null) | undefined;
  /** where the person is led to, who has stayed with the list */
  then: (next: string | null) => unknown;
}

/**
 * Says that runs are about to be deleted, so that what comes in their place is selected. Whoever has gone to another view
 * meanwhile, or is on the way there, is not called back. Returns how to call it off, for runs that stay.
 */
export function useAfterRemoval({ total, selectInPlaceOf, then }: RemovalPlace): (ids: ReadonlySet<string>) => () => void {
  const route = useRoute();
  const pending = usePendingNavigation();
  let stop: (() => void) | null = null;

  function callOff(): void {
    stop?.();
    stop = null;
  }
  onScopeDispose(callOff);

  return (ids) => {
    callOff();
    const selectNext = selectInPlaceOf(ids);
    stop = watch(total, async () => {
      callOff();
      await nextTick();
      if (route.name !== 'runs' || (pending.value ?? 'runs') !== 'runs') return;
      await then(selectNext?.() ?? null);
    });
    return callOff;
  };
}
