import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import type { RunRow } from '../../contract/runs.ts';
import { useComparison } from './comparison.ts';

/** One playhead over all compared runs, locked together: a run that is shorter stays at its last epoch. */
export const useComparisonPlayhead = defineStore('comparison-playhead', () => {
  const comparison = useComparison();
  /** null while nobody has moved it: then everything is as it came out */
  const chosen = ref<number | null>(null);

  const last = computed(() => comparison.shownRows.reduce((most, row) => Math.max(most, row.epochs), 0));
  const epoch = computed(() => Math.min(chosen.value ?? last.value, last.value));
  /** where the playhead is drawn; null where it has not been moved */
  const shown = computed(() => (chosen.value === null ? null : epoch.value));

  function go(to: number): void {
    chosen.value = Math.max(0, Math.min(last.value, Math.round(to)));
  }

  /** Back to how the runs came out. */
  function release(): void {
    chosen.value = null;
  }

  const epochOf = (row: Pick<RunRow, 'epochs'>): number => Math.min(row.epochs, epoch.value);

  return { epoch, shown, last, go, release, epochOf };
});
