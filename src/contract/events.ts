import type { DataSetSummary, ImportProgress } from './data-sets.ts';
import type { MenuChoice } from './menu-choices.ts';
import type { SavedView } from './saved-views.ts';
import type { ModelSummary } from './models.ts';
import type { PointsDelta, RunRow } from './runs.ts';

/** Every event that main sends to its windows: name → payload. Deltas only, never history. */
export interface Events {
  'runs.changed': { rows: RunRow[] };
  'runs.removed': { ids: string[] };
  'runs.points': { deltas: PointsDelta[] };
  /** all saved views, after one of them changed */
  'views.changed': { views: SavedView[] };
  'dataSets.changed': { sets: DataSetSummary[] };
  'dataSets.removed': { ids: string[] };
  /** all models on the shelf, after one of them changed */
  'models.changed': { models: ModelSummary[] };
  'import.progress': ImportProgress;
  /** how much of a file with runs has been stored */
  'runImports.storing': { importId: string; done: number; total: number };
  /** how many of the runs in the trash have been removed */
  'trash.emptying': { done: number; total: number };
  /** somebody chose an entry of the native menu */
  'menu.chosen': { choice: MenuChoice };
  /** how far a computation is that was asked for under a name */
  'replay.progress': { request: string; done: number; total: number };
  'runs.verifying': { runId: string; epoch: number; epochs: number };
  notice: { level: 'info' | 'warning' | 'error'; message: string };
  /** A notification was clicked: its run, or the list where it was about several, is to be shown. */
  openRun: { id: string | null };
  /** Deltas were missed, for example while the connection was broken: what is shown must be asked for again. */
  resync: { reason: string };
}

export type EventName = keyof Events;

const names: Record<EventName, true> = {
  'runs.changed': true, 'runs.removed': true, 'runs.points': true, 'views.changed': true, 'dataSets.changed': true, 'dataSets.removed': true, 'models.changed': true, 'import.progress': true, 'runImports.storing': true, 'trash.emptying': true, 'menu.chosen': true, 'replay.progress': true, 'runs.verifying': true, notice: true,
  openRun: true, resync: true,
};
export const eventNames = Object.keys(names) as EventName[];
