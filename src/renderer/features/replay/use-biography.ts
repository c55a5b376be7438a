import { onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue';
import { messageOf } from '../../stores/bridge.ts';
import type { ReplayedRun } from './use-replayed-run.ts';

/** A row through all epochs of a run, as far as it is known by now: `epochs[i]` belongs to the numbers at i. */
export interface Life {
  epochs: number[];
  probability: number[];
  loss: number[];
  predicted: number[];
}

/** Follows a row of the table, and the run as it grows; null for none. */
export function useBiography(run: Ref<ReplayedRun>, tableRow: Ref<number | null>) {
  const life = shallowRef<Life | null>(null);
  const error = ref<string | null>(null);
  let stop = new AbortController();

  watch([tableRow, run, () => run.value.lastEpoch.value], async ([row]) => {
    stop.abort();
    const { signal } = (stop = new AbortController());
    error.value = null;
    if (row === null) {
      life.value = null;
      return;
    }
    let found: Life = { epochs: [], probability: [], loss: [], predicted: [] };
    try {
      await run.value.biography(row, signal, (from, part) => {
        found = {
          epochs: [...found.epochs, ...Array.from(part.loss, (_, at) => from + at)],
          probability: [...found.probability, ...part.probability], loss: [...found.loss, ...part.loss], predicted: [...found.predicted, ...part.predicted],
        };
        life.value = found;
      });
    } catch (failure) {
      if (!signal.aborted) error.value = messageOf(failure);
    }
  }, { immediate: true });
  onScopeDispose(() => stop.abort());

  return { life, error };
}

/** The epochs at which the row was called something else than at the epoch before, with what it was called from then on. */
export function flipsOf({ epochs, predicted }: Pick<Life, 'epochs' | 'predicted'>): { epoch: number; predicted: number }[] {
  return predicted.flatMap((called, at) => (at > 0 && called !== predicted[at - 1] ? [{ epoch: epochs[at]!, predicted: called }] : []));
}
