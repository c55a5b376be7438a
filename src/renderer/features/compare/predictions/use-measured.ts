import { onScopeDispose, shallowRef, watch, type Ref } from 'vue';
import { measureClass, type ClassMeasure } from '../../../../compare/classification/measure-class.ts';
import type { Predictions } from '../../../../contract/comparisons.ts';

const known = new WeakMap<Predictions, Map<number, ClassMeasure>>();

/** The measures of each run for one class: a run at a time, so that many rows hold up nothing. */
export function useMeasured(predictions: Readonly<Ref<readonly Predictions[]>>, positive: Readonly<Ref<number>>): Readonly<Ref<ReadonlyMap<Predictions, ClassMeasure>>> {
  const measured = shallowRef<ReadonlyMap<Predictions, ClassMeasure>>(new Map());
  let turn = 0;

  async function measure(): Promise<void> {
    const mine = ++turn;
    const wanted = positive.value;
    for (const one of predictions.value) {
      const classes = known.get(one) ?? new Map<number, ClassMeasure>();
      known.set(one, classes);
      if (classes.has(wanted)) continue;
      classes.set(wanted, measureClass(one, wanted));
      await new Promise((resolve) => setTimeout(resolve));
      if (mine !== turn) return;
    }
    measured.value = new Map(predictions.value.map((one) => [one, known.get(one)!.get(wanted)!]));
  }

  watch([predictions, positive], () => void measure(), { immediate: true });
  onScopeDispose(() => { turn++; });
  return measured;
}
