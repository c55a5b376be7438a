import { watchDebounced } from '@vueuse/core';
import { defineStore } from 'pinia';
import { computed, ref, shallowRef, toRaw } from 'vue';
import { diffConfigs, type ConfigDifference } from '../../compare/config-diff.ts';
import type { ConfigCheck, InputOf } from '../../contract/api.ts';
import type { CostEstimate } from '../../contract/costs.ts';
import type { DataSetSummary } from '../../contract/data-sets.ts';
import { withPreset, type Preset } from '../../contract/presets.ts';
import { countReplicates, MOST_REPLICATES, replicates as replicatesSchema, type ReplicatesInput } from '../../contract/replicates.ts';
import { dataConfig, runConfig, type RunConfig } from '../../contract/run-config.ts';
import type { RunRow } from '../../contract/runs.ts';
import { call, messageOf } from './bridge.ts';
import { readStoredDraft, type DraftOrigin, type StoredDraft } from './draft-memory.ts';
import { suitTask, taskOfLoss } from './draft-task.ts';
import { useSettings } from './settings.ts';

type GoodCheck = Extract<ConfigCheck, { ok: true }>;

const memoryKey = 'launch.draft';

/** The run that is being put together. It stays while the person looks elsewhere, and over restarts. */
export const useLaunchDraft = defineStore('launch-draft', () => {
  const config = ref<RunConfig>(runConfig.parse({}));
  /** JSON that is no config yet; while there is some, the config is the last valid one */
  const brokenText = ref<string | null>(null);
  const experiment = ref('');
  const tags = ref('');
  /** null: one run */
  const replicates = ref<ReplicatesInput | null>(null);
  /** the run that this one began as a copy of */
  const origin = shallowRef<DraftOrigin | null>(null);
  const check = shallowRef<ConfigCheck | null>(null);
  const estimate = shallowRef<CostEstimate | null>(null);
  /** the last check without an issue: shapes and classes stay on screen while a field is wrong */
  const lastGood = shallowRef<GoodCheck | null>(null);
  const failure = ref<string | null>(null);
  const launching = ref(false);
  let request = 0;

  /** What is wrong with the replicates, which the config's check does not see. */
  const replicateIssues = computed(() => {
    if (!replicates.value) return [];
    const parsed = replicatesSchema.safeParse(replicates.value);
    if (!parsed.success) return parsed.error.issues.map(({ code, path, message }) => ({ field: `replicates.${path.join('.')}`, message: code === 'custom' ? message : 'must be a whole number, 0 or more' }));
    const count = countReplicates(parsed.data, config.value.data.split);
    return count > MOST_REPLICATES ? [{ field: 'replicates.seeds.to', message: `makes ${count} runs; at most ${MOST_REPLICATES} can be queued at once` }] : [];
  });
  const issues = computed(() => [...(check.value && !check.value.ok ? check.value.issues : []), ...replicateIssues.value]);
  const runs = computed(() => (replicates.value ? countReplicates(replicates.value, config.value.data.split) : 1));
  const ready = computed(() => check.value?.ok === true && replicateIssues.value.length === 0 && brokenText.value === null && !launching.value);
  /** what makes it another run than the one it was copied from; the name aside */
  const changes = computed<ConfigDifference[]>(() =>
    (origin.value?.known === 'whole' ? diffConfigs([origin.value.config, plainConfig()]) : []));

  function replace(next: RunConfig): void {
    config.value = structuredClone(toRaw(next));
    brokenText.value = null;
  }

  /** Everything back to the defaults of the contract. */
  function reset(): void {
    replace(runConfig.parse({}));
    origin.value = null;
    replicates.value = null;
  }

  /** Starts from the config of a run, and remembers which, so that what is changed can be told. */
  function duplicate(row: Pick<RunRow, 'id' | 'name' | 'config' | 'configKnown' | 'experiment' | 'dataSet'>): void {
    const whole = row.configKnown === 'whole';
    // The data set may have been renamed since: the copy calls it what it is called now. Which one was used elsewhere is not known.
    const config = whole ? { ...row.config, data: { ...row.config.data, set: row.dataSet } } : row.config;
    replace({ ...config, name: '' });
    origin.value = { id: row.id, name: row.name, config: structuredClone(toRaw(config)), known: row.configKnown };
    experiment.value = whole ? row.experiment : '';
    replicates.value = null;
  }

  function applyPreset(preset: Preset): void {
    const task = taskOfLoss(config.value.loss);
    replace(withPreset(toRaw(config.value), toRaw(preset.config)));
    if (preset.task !== task) suitTask(config.value, task);
  }

  /** Target, features and split belong to a table: another one starts over. */
  function chooseDataSet(set: Pick<DataSetSummary, 'name' | 'task'>): void {
    const { missing, scale } = config.value.data;
    config.value.data = dataConfig.parse({ set: set.name, missing, scale });
    if (set.task) suitTask(config.value, set.task);
  }

  /** Holds the config against its data set, and tells what it will cost; an answer that was overtaken is dropped. */
  async function runCheck(): Promise<void> {
    const mine = ++request;
    try {
      const answer = await call('configs.check', { config: plainConfig() });
      if (mine !== request) return;
      check.value = answer;
      if (answer.ok) lastGood.value = answer;
      failure.value = null;
      if (!answer.ok || replicateIssues.value.length > 0) return;
      const cost = await call('runs.estimate', launchInput()).catch(() => null);
      if (mine === request) estimate.value = cost;
    } catch (error) {
      if (mine === request) failure.value = messageOf(error);
    }
  }

  /** Starts the runs and returns their ids, or null with `failure` saying why not. */
  async function launch(): Promise<string[] | null> {
    launching.value = true;
    failure.value = null;
    try {
      const names = tags.value.split(',').map((tag) => tag.trim()).filter(Boolean);
      const chosen = experiment.value.trim();
      const { ids } = await call('runs.launch', {
        ...launchInput(), ...(chosen ? { experiment: chosen } : {}), ...(names.length ? { tags: [...new Set(names)] } : {}),
      });
      config.value.name = '';
      origin.value = null;
      return ids;
    } catch (error) {
      failure.value = messageOf(error);
      return null;
    } finally {
      launching.value = false;
    }
  }

  function launchInput(): Pick<InputOf<'runs.launch'>, 'config' | 'replicates'> {
    return { config: plainConfig(), ...(replicates.value ? { replicates: JSON.parse(JSON.stringify(replicates.value)) as ReplicatesInput } : {}) };
  }

  /** As JSON has it: what is not a number yet becomes null, which the check names at its field. */
  function plainConfig(): InputOf<'runs.launch'>['config'] {
    return JSON.parse(JSON.stringify(config.value)) as InputOf<'runs.launch'>['config'];
  }

  /** Takes up the draft of the last time, and keeps the present one from now on. Returns how to stop. */
  function start(): () => void {
    const settings = useSettings();
    const stored = readStoredDraft(settings.layout[memoryKey]);
    if (stored) {
      config.value = stored.config;
      [brokenText.value, experiment.value, tags.value, replicates.value, origin.value] =
        [stored.brokenText, stored.experiment, stored.tags, stored.replicates, stored.origin];
    }
    return watchDebounced([config, brokenText, experiment, tags, replicates, origin], () => {
      const draft: StoredDraft = { config: config.value, brokenText: brokenText.value, experiment: experiment.value, tags: tags.value, replicates: replicates.value, origin: origin.value };
      const plain = JSON.parse(JSON.stringify(draft)) as StoredDraft;
      // While a number is half typed, the last whole draft is kept.
      if (readStoredDraft(plain)) void settings.setLayout(memoryKey, plain);
    }, { debounce: 400, maxWait: 2000, deep: true });
  }

  return {
    config, brokenText, experiment, tags, replicates, origin, changes, check, estimate, lastGood, issues, failure, launching, runs, ready,
    replace, reset, duplicate, applyPreset, chooseDataSet, runCheck, launch, start,
  };
});
