import { evenly } from '../../compare/evenly.ts';
import { endedStatuses, type PointsDelta, type RunRow } from '../../contract/runs.ts';
import type { Store } from '../store/types/store.ts';
import { createDataSetNews } from './data-set-news.ts';
import type { EventBus } from './event-bus.ts';

/** More changed runs than these are not told one by one: windows then ask for what they show. */
const mostTold = 500;

/** epochs of one run that are read at once */
const mostRead = 500;

/** Tells listeners what has changed in the store: deltas alone, whoever wrote them. */
export interface Changes {
  /** Announces rows that this process has changed. */
  publishOwn(): void;
  /** Announces rows and points that other processes have committed, if they have. Returns whether they had. */
  publishOthers(): boolean;
}

type Changed = ReturnType<Store['runs']['changedSince']>;

export function createChanges(store: Store, bus: EventBus): Changes {
  const openedAt = Date.now();
  /** per run that another process trains: the last epoch that was announced */
  const announced = new Map<string, number>();
  const tellOfDataSets = createDataSetNews(store, bus);
  let { revision } = store.runs.changedSince(Infinity);
  let version = store.dataVersion();
  for (const row of store.runs.list({ status: ['running', 'paused'], limit: 1000 }).rows) announced.set(row.id, row.epochs);

  return {
    publishOwn() {
      announceRows(changedRows());
    },
    publishOthers() {
      const now = store.dataVersion();
      if (now === version) return false;
      version = now;
      tellOfDataSets();
      const changed = changedRows();
      // Points first: when a row says that its run has ended, all of its epochs have been told.
      announcePoints(changed.rows);
      announceRows(changed);
      return true;
    },
  };

  function changedRows(): Changed {
    const changed = store.runs.changedSince(revision, mostTold);
    revision = changed.revision;
    return changed;
  }

  function announceRows({ rows, removed, tooMany }: Changed): void {
    if (tooMany) bus.emit('resync', { reason: 'Many runs were changed at once.' });
    if (rows.length > 0) bus.emit('runs.changed', { rows });
    if (removed.length > 0) bus.emit('runs.removed', { ids: removed });
  }

  function announcePoints(rows: RunRow[]): void {
    const deltas = rows.filter((row) => !row.ownedHere).flatMap(pointsOf);
    if (deltas.length > 0) bus.emit('runs.points', { deltas });
  }

  function pointsOf(row: RunRow): PointsDelta[] {
    const live = !endedStatuses.includes(row.status);
    const known = announced.get(row.id) ?? (live || row.createdAt >= openedAt ? 0 : row.epochs);
    announced.set(row.id, row.epochs);
    if (!live) announced.delete(row.id);
    return known < row.epochs ? [readPoints(row.id, known, row.epochs)] : [];
  }

  function readPoints(runId: string, afterEpoch: number, lastEpoch: number): PointsDelta {
    const many = lastEpoch - afterEpoch > mostRead;
    // What was missed while others wrote much is told in steps, which a window can show; it can ask for the rest.
    const series = many ? store.points.at(runId, evenly(lastEpoch - afterEpoch, mostRead).map((at) => afterEpoch + 1 + at)) : store.points.series(runId, { afterEpoch, through: lastEpoch });
    const epochs = [...new Set(series.flatMap((one) => one.epochs))].sort((a, b) => a - b);
    const values: Record<string, number[]> = {};
    // Only a metric that every one of these epochs has fits the shape of a delta; `test_` metrics are in the summaries.
    for (const one of series) if (one.epochs.length === epochs.length) values[one.metric] = one.values;
    return { runId, epochs, values, ...(many ? { leftOut: lastEpoch - afterEpoch - epochs.length } : {}) };
  }
}
