import { listen } from '../stores/bridge.ts';
import { useComparison } from '../stores/comparison.ts';
import { useDataSets } from '../stores/data-sets.ts';
import { useExperiments } from '../stores/experiments.ts';
import { useLaunchDraft } from '../stores/launch-draft.ts';
import { useNotifications } from '../stores/notifications.ts';
import { useRunList } from '../stores/run-list.ts';
import { useRunSelection } from '../stores/run-selection.ts';
import { useRuns } from '../stores/runs.ts';
import { useSettings } from '../stores/settings.ts';
import { useToasts } from '../stores/toasts.ts';
import { useViews } from '../stores/views.ts';

/** Subscribes every store to the bridge and reads what the first screen shows. Returns how to stop. */
export async function startStores(): Promise<() => void> {
  const [settings, runs, list, experiments, dataSets] = [useSettings(), useRuns(), useRunList(), useExperiments(), useDataSets()];
  const read = () => Promise.all([runs.loadActive(), experiments.load(), dataSets.load(), views.load()]);
  const [toasts, views] = [useToasts(), useViews()];
  const stops = [
    ...[toasts, runs, list, experiments, dataSets, useComparison(), views, useRunSelection()].map((store) => store.start()),
    // Events were missed: what they would have told is read again.
    listen('resync', () => void Promise.all([read(), list.reload()]).catch(toasts.showError)),
  ];
  await Promise.all([settings.load(), read()]);
  list.restore();
  // After the settings, which hold the draft of the last time.
  stops.push(useLaunchDraft().start());
  // After the runs, so that those which train already are known.
  stops.push(useNotifications().start());
  return () => stops.forEach((stop) => stop());
}
