import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import type { InputOf } from '../../contract/api.ts';
import type { ModelSummary } from '../../contract/models.ts';
import { call, listen, messageOf } from './bridge.ts';
import { useRuns } from './runs.ts';
import { reloadLater } from './reload-later.ts';
import { useToasts } from './toasts.ts';

/** The shelf of models, by name. */
export const useModels = defineStore('models', () => {
  const all = shallowRef<readonly ModelSummary[]>([]);
  const loaded = ref(false);
  const error = ref<string | null>(null);
  /** the run whose epoch is being put on the shelf, while the panel for it is open */
  const promoting = shallowRef<{ runId: string; name: string; epochs: number; bestEpoch: number | null; at: 'best' | number } | null>(null);

  async function load(): Promise<void> {
    try {
      adopt(await call('models.list', {}));
      error.value = null;
    } catch (failure) {
      error.value = messageOf(failure);
    }
    loaded.value = true;
  }

  const adopt = (models: readonly ModelSummary[]): void => { all.value = models; };
  const find = (id: string) => all.value.find((model) => model.id === id) ?? null;

  /** These throw what main says, for the form to show at its field. */
  const promote = (promotion: InputOf<'models.promote'>) => call('models.promote', promotion);
  const rename = (id: string, name: string) => call('models.rename', { id, name });
  const setAlias = (id: string, alias: string, version: number | null) => call('models.setAlias', { id, alias, version });
  const setNote = (id: string, note: string) => call('models.setNote', { id, note });

  /** To the trash; a toast takes it back. */
  async function remove({ id, name }: ModelSummary): Promise<void> {
    const toasts = useToasts();
    try {
      await call('models.remove', { id });
      toasts.show({ level: 'info', message: `Deleted the model ${name}.`, action: { label: 'Undo', run: () => void restore(id) } });
    } catch (failure) {
      toasts.showError(failure);
    }
  }

  async function restore(id: string): Promise<void> {
    await call('models.restore', { id }).catch(useToasts().showError);
  }

  function start(): () => void {
    // Whether its run is still there is part of what a version says.
    const reload = reloadLater(load);
    const stops = [listen('models.changed', ({ models }) => adopt(models)), listen('resync', reload), useRuns().onRemoved(reload)];
    return () => stops.forEach((stop) => stop());
  }

  return { all, loaded, error, promoting, load, find, promote, rename, setAlias, setNote, remove, restore, start };
});
