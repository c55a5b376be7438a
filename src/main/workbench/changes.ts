import { endedStatuses, type PointsDelta, type RunRow } from '../../contract/runs.ts';
import type { Store } from '../store/types.ts';
import type { EventBus } from './event-bus.ts';

/** Tells listeners what has changed in the store: deltas alone, whoever wrote them. */
export interface Changes {
  /** Announces rows that this process has changed. */
  publishOwn(): void;
  /** Announces rows and points that other processes have committed, if they have. Returns whether they had. */
  publishOthers(): boolean;
}

export function createChanges(store: Store, bus: EventBus): Changes {
  const openedAt = Date.now();
  /** per run that another process trains: the last epoch that was announced */
  const announced = new Map<string, number>();
  let { revision } = store.runs.changedSince(Infinity);
  let version = store.dataVersion();
  for (const row of store.runs.list({ status: ['running', 'paused'], limit: 1000 }).rows) announced.set(row.id, row.epochs);

  return {
    publishOwn() {
      publishRows();
    },
    publishOthers() {
      const now = store.dataVersion();
      if (now === version) return false;
      version = now;
      publishPoints(publishRows());
      return true;
    },
  };

  function publishRows(): RunRow[] {
    const changed = store.runs.changedSince(revision);
    revision = changed.revision;
    if (changed.rows.length > 0) bus.emit('runs.changed', { rows: changed.rows });
    if (changed.removed.length > 0) bus.emit('runs.removed', { ids: changed.removed });
    return changed.rows;
  }

  function publishPoints(rows: RunRow[]): void {
    const deltas = rows.filter((row) => !row.ownedHere).flatMap(pointsOf);
    if (deltas.length > 0) bus.emit('runs.points', { deltas });
  }

  function pointsOf(row: RunRow): PointsDelta[] {
    const live = !endedStatuses.includes(row.status);
    const known = announced.get(row.id) ?? (live || row.createdAt >= openedAt ? 0 : row.epochs);
    announced.set(row.id, row.epochs);
    if (!live) announced.delete(row.id);
    return known < row.epochs ? [readPoints(row.id, known)] : [];
  }

  function readPoints(runId: string, afterEpoch: number): PointsDelta {
    const series = store.points.series(runId, { afterEpoch });
    const epochs = [...new Set(series.flatMap((one) => one.epochs))].sort((a, b) => a - b);
    const values: Record<string, number[]> = {};
    // Only a metric that every one of these epochs has fits the shape of a delta; `test_` metrics are in the summaries.
    for (const one of series) if (one.epochs.length === epochs.length) values[one.metric] = one.values;
    return { runId, epochs, values };
  }
}
