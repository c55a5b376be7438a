import { onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue';
import type { ModelForm } from '../../../contract/models.ts';
import { messageOf } from '../../stores/bridge.ts';
import { openModel, type ModelEngine } from './engine/client.ts';
import { formOf, type PredictSource } from './predict-source.ts';

/** A model read and opened in a worker; again whenever another one is meant. Ends with the scope that called it. */
export function useModelForm(source: Readonly<Ref<PredictSource>>): { form: Ref<ModelForm | null>; engine: Ref<ModelEngine | null>; error: Ref<string | null> } {
  const form = shallowRef<ModelForm | null>(null);
  const engine = shallowRef<ModelEngine | null>(null);
  const error = ref<string | null>(null);
  let asked = 0;

  watch(source, async (wanted) => {
    const mine = ++asked;
    engine.value?.close();
    [form.value, engine.value, error.value] = [null, null, null];
    try {
      const found = await formOf(wanted);
      const opened = await openModel(found);
      if (mine !== asked) return opened.close();
      [form.value, engine.value] = [found, opened];
    } catch (failure) {
      if (mine === asked) error.value = messageOf(failure);
    }
  }, { immediate: true });

  onScopeDispose(() => {
    asked++;
    engine.value?.close();
  });
  return { form, engine, error };
}
