import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import { presetFields, type Preset } from '../../contract/presets.ts';
import type { RunConfig } from '../../contract/run-config.ts';
import { call } from './bridge.ts';
import { useToasts } from './toasts.ts';

/** Ways to set up a run: those that come with the application, and those that were saved here. */
export const usePresets = defineStore('presets', () => {
  const all = shallowRef<Preset[]>([]);

  async function load(): Promise<void> {
    all.value = await call('presets.list', null);
  }

  /** Answers whether it was stored. */
  function save(name: string, { name: _name, data: _data, from: _from, seed: _seed, ...config }: RunConfig): Promise<boolean> {
    return change(() => call('presets.save', { name, config: JSON.parse(JSON.stringify(presetFields.parse(config))) as RunConfig }));
  }

  const rename = (id: string, name: string) => change(() => call('presets.rename', { id, name }));
  const remove = (id: string) => change(() => call('presets.remove', { id }));

  async function change(act: () => Promise<unknown>): Promise<boolean> {
    try {
      await act();
      await load();
      return true;
    } catch (error) {
      useToasts().showError(error);
      return false;
    }
  }

  return { all, load, save, rename, remove };
});
