import { defineStore } from 'pinia';
import { ref } from 'vue';
import { runConfig, type RunConfig } from '../../contract/run-config.ts';

/** The run that is being put together. It stays while the person looks elsewhere. */
export const useLaunchDraft = defineStore('launch-draft', () => {
  const config = ref<RunConfig>(runConfig.parse({}));
  const experiment = ref('');
  const tags = ref('');

  function replace(next: RunConfig): void {
    config.value = structuredClone(next);
  }

  return { config, experiment, tags, replace };
});
