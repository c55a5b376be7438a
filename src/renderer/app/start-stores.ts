import { listen } from '../stores/bridge.ts';
import { useComparison } from '../stores/comparison.ts';
import { useDataSets } from '../stores/data-sets.ts';
import { useExperiments } from '../stores/experiments.ts';
import { useLaunchDraft } from '../stores/launch-draft.ts';
import { useModels } from '../stores/models.ts';
import { useNotifications } from '../stores/notifications.ts';
import { useRunList } from '../stores/run-list.ts';
import { useRunSelection } from '../stores/run-selection.ts';
import { useRuns } from '../stores/runs.ts';
import { useSettings } from '../stores/settings.ts';
import { useToasts } from '../stores/toasts.ts';
import { useViews } from '../stores/views.ts';

export interface Start {
  /** Settles when a list of runs can be shown: what it looks like is known. Fails where main cannot be asked. */
  first: Promise<void>;
  /** Reads the rest of what the first screen shows. Called once, after `first`. */
  rest: () => Promise<void>;
  stop: () => void;
}

/** Subscribes every store to the bridge and reads what the first screen shows, in the order in which it is looked at. */
export function startStores(): Start {
  const [settings, runs, list, experiments, dataSets] = [useSettings(), useRuns(), useRunList(), useExperiments(), useDataSets()];
  const [toasts, views, models] = [useToasts(), useViews(), useModels()];
  const read = () => Promise.all([runs.loadActive(), experiments.load(), dataSets.load(), models.load()]);
  const stops = [
    ...[toasts, runs, list, experiments, dataSets, models, useComparison(), views, useRunSelection()].map((store) => store.start()),
    // Events were missed: what they would have told is read again.
    listen('resync', () => void Promise.all([read(), views.load(), list.reload()]).catch(toasts.showError)),
  ];

  async function first(): Promise<void> {
    await Promise.all([settings.load(), views.load()]);
    list.restore();
    // After the settings, which hold the draft of the last time.
    stops.push(useLaunchDraft().start());
  }

  async function rest(): Promise<void> {
    await read();
    // After the runs, so that those which train already are known.
    stops.push(useNotifications().start());
  }

  return { first: first(), rest, stop: () => stops.forEach((stop) => stop()) };
}
