import { defineStore } from 'pinia';
import type { ModelForm } from '../../contract/models.ts';

/** A model that a person has opened from a file, to predict with it without importing it. */
export interface OpenedModel {
  fileName: string;
  form: ModelForm;
}

const mostAtOnce = 8;

/** They live as long as the window: nothing of them is stored. */
export const useOpenedModels = defineStore('opened-models', () => {
  const models = new Map<string, OpenedModel>();
  let last = 0;

  /** Returns the name that an address has it by. */
  function add(model: OpenedModel): string {
    const key = String(++last);
    models.set(key, model);
    if (models.size > mostAtOnce) models.delete(models.keys().next().value!);
    return key;
  }

  const find = (key: string): OpenedModel | null => models.get(key) ?? null;

  return { add, find };
});
