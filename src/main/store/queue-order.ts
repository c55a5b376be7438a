import { AppError } from '../../contract/errors.ts';
import type { RunRow, RunStatus } from '../../contract/runs.ts';
import type { StoreContext } from './context.ts';
import { quoted, runKey } from './keys.ts';
import { touchRun } from './revisions.ts';
import { readRunRows } from './run-rows.ts';
import type { QueueOrder } from './types/queue-order.ts';

interface Place {
  key: number;
  position: number;
}

/** The order in which queued runs have their turn: a number a run, so that moving one changes that one alone. */
export function createQueueOrder(context: StoreContext): QueueOrder {
  const { db } = context;
  return {
    rows: (status, limit) => readRunRows(context, keysOf(context, status).slice(0, limit)),

    ids: (statuses) => db.all<{ id: string }>(`
      SELECT id FROM runs WHERE trashed_at IS NULL AND status IN (SELECT value FROM json_each(?)) ORDER BY coalesce(queue_position, key), key`,
      JSON.stringify(statuses)).map(({ id }) => id),

    unowned: () => db.all<{ id: string; position: number; paused: number }>(`
      SELECT id, coalesce(queue_position, key) AS position, status = 'paused' AS paused FROM runs
      WHERE trashed_at IS NULL AND status IN ('queued', 'paused') AND (status = 'queued' OR started_at IS NULL)
        AND NOT EXISTS (SELECT 1 FROM leases WHERE leases.run = runs.key)
      ORDER BY position, key`).map(({ paused, ...rest }) => ({ ...rest, held: paused === 1 })),

    move: (ids, before) => db.durably(() => {
      const moved = new Set(ids.map((id) => queuedKey(context, id)));
      const target = before === null ? null : queuedKey(context, before);
      if (target !== null && moved.has(target)) return;
      const queue = db.all<Place>(`
        SELECT key, coalesce(queue_position, key) AS position FROM runs WHERE status = 'queued' AND trashed_at IS NULL ORDER BY position, key`);
      const rest = queue.filter(({ key }) => !moved.has(key));
      const at = target === null ? rest.length : rest.findIndex(({ key }) => key === target);
      const order = [...moved];
      const places = between(rest[at - 1]?.position, rest[at]?.position, order.length);
      const changes = places
        ? order.map((key, index) => ({ key, position: places[index]! }))
        : renumbered([...rest.slice(0, at).map(({ key }) => key), ...order, ...rest.slice(at).map(({ key }) => key)]);
      for (const { key, position } of changes) {
        db.run('UPDATE runs SET queue_position = ? WHERE key = ?', position, key);
        touchRun(db, key);
      }
    }),
  };
}

function keysOf({ db }: StoreContext, status: RunStatus): number[] {
  return db.tuples<[number]>(
    'SELECT key FROM runs WHERE trashed_at IS NULL AND status = ? ORDER BY coalesce(queue_position, key), key', status).map(([key]) => key);
}

function queuedKey({ db }: StoreContext, id: string): number {
  const key = runKey(db, id);
  const { name, status } = db.get<Pick<RunRow, 'name' | 'status'>>('SELECT name, status FROM runs WHERE key = ?', key)!;
  if (status !== 'queued') throw new AppError('conflict', `The run ${quoted(name)} is ${status}: only queued runs have a place in the queue.`);
  return key;
}

/**
 * Numbers strictly between two neighbours; null where float64 has none left. Behind the last one they stay below the
 * next whole number, which is at most the key of the run that is launched next.
 */
function between(low: number | undefined, high: number | undefined, count: number): number[] | null {
  const from = low ?? (high ?? 1) - 1;
  const to = high ?? Math.floor(from) + 1;
  const places = Array.from({ length: count }, (_, index) => from + ((to - from) * (index + 1)) / (count + 1));
  return places.every((place, index) => place > (places[index - 1] ?? from) && place < to) ? places : null;
}

/** Evenly below the largest key among them: what is launched later comes behind. */
function renumbered(keys: number[]): Place[] {
  const last = keys.reduce((most, key) => Math.max(most, key), 0);
  return keys.map((key, index) => ({ key, position: last - 1 + (index + 1) / (keys.length + 1) }));
}
