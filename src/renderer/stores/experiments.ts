import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { Experiment } from '../../contract/api.ts';
import { call } from './bridge.ts';
import { reloadLater } from './reload-later.ts';
import { useRuns } from './runs.ts';

/** The folders of runs. They change only when a run comes or goes, which is when they are read again. */
export const useExperiments = defineStore('experiments', () => {
  const all = shallowRef<Experiment[]>([]);

  async function load(): Promise<void> {
    all.value = await call('experiments.list', null);
  }

  function start(): () => void {
    const runs = useRuns();
    const reload = reloadLater(load);
    const stops = [runs.onArrived(reload), runs.onRemoved(reload)];
    return () => stops.forEach((end) => end());
  }

  return { all, load, start };
});
