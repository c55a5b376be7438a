import { defineStore } from 'pinia';
import { computed, ref, shallowRef, toRaw } from 'vue';
import type { ConfigCheck, InputOf } from '../../contract/api.ts';
import type { DataSetSummary } from '../../contract/data-sets.ts';
import { dataConfig, runConfig, type RunConfig } from '../../contract/run-config.ts';
import { call, messageOf } from './bridge.ts';
import { suitTask } from './draft-task.ts';

type GoodCheck = Extract<ConfigCheck, { ok: true }>;

/** The run that is being put together. It stays while the person looks elsewhere. */
export const useLaunchDraft = defineStore('launch-draft', () => {
  const config = ref<RunConfig>(runConfig.parse({}));
  /** JSON that is no config yet; while there is some, the config is the last valid one */
  const brokenText = ref<string | null>(null);
  const experiment = ref('');
  const tags = ref('');
  const check = shallowRef<ConfigCheck | null>(null);
  /** the last check without an issue: shapes and classes stay on screen while a field is wrong */
  const lastGood = shallowRef<GoodCheck | null>(null);
  const failure = ref<string | null>(null);
  const launching = ref(false);
  let request = 0;

  const issues = computed(() => (check.value && !check.value.ok ? check.value.issues : []));
  const ready = computed(() => check.value?.ok === true && brokenText.value === null && !launching.value);

  function replace(next: RunConfig): void {
    config.value = structuredClone(toRaw(next));
    brokenText.value = null;
  }

  /** Target, features and split belong to a table: another one starts over. */
  function chooseDataSet(set: Pick<DataSetSummary, 'name' | 'task'>): void {
    const { missing, scale } = config.value.data;
    config.value.data = dataConfig.parse({ set: set.name, missing, scale });
    if (set.task) suitTask(config.value, set.task);
  }

  /** Holds the config against its data set; an answer that was overtaken is dropped. */
  async function runCheck(): Promise<void> {
    const mine = ++request;
    try {
      const answer = await call('configs.check', { config: plainConfig() });
      if (mine !== request) return;
      check.value = answer;
      if (answer.ok) lastGood.value = answer;
      failure.value = null;
    } catch (error) {
      if (mine === request) failure.value = messageOf(error);
    }
  }

  /** Starts the run and returns its id, or null with `failure` saying why not. */
  async function launch(): Promise<string | null> {
    launching.value = true;
    failure.value = null;
    try {
      const names = tags.value.split(',').map((tag) => tag.trim()).filter(Boolean);
      const chosen = experiment.value.trim();
      const { ids } = await call('runs.launch', {
        config: plainConfig(), ...(chosen ? { experiment: chosen } : {}), ...(names.length ? { tags: [...new Set(names)] } : {}),
      });
      config.value.name = '';
      return ids[0] ?? null;
    } catch (error) {
      failure.value = messageOf(error);
      return null;
    } finally {
      launching.value = false;
    }
  }

  /** As JSON has it: what is not a number yet becomes null, which the check names at its field. */
  function plainConfig(): InputOf<'runs.launch'>['config'] {
    return JSON.parse(JSON.stringify(config.value)) as InputOf<'runs.launch'>['config'];
  }

  return { config, brokenText, experiment, tags, check, lastGood, issues, failure, launching, ready, replace, chooseDataSet, runCheck, launch };
});
