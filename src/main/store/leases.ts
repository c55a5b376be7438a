import type { StoreContext } from './context.ts';
import { runKey } from './keys.ts';
import { livenessOf } from './process-identity.ts';
import { touchRun } from './revisions.ts';
import type { Leases } from './types/leases.ts';

/** How long an owner may be silent where nothing else says whether it lives. */
const silenceMs = 30_000;

interface OwnerRow {
  key: number;
  id: string;
  machine: string;
  pid: number;
  startedAt: string | null;
  renewedAt: number;
}

interface RunRef {
  key: number;
  id: string;
}

export function createLeases({ db, now, owner }: StoreContext): Leases & { releaseAll(): void } {
  const isDead = (other: OwnerRow): boolean => {
    const liveness = livenessOf(other, owner.process.machine);
    return liveness === 'dead' || (liveness === 'unknown' && now() - other.renewedAt > silenceMs);
  };
  const leaseOf = (run: number) => db.get<OwnerRow>(`SELECT ${ownerColumns} FROM leases JOIN owners ON owners.key = leases.owner WHERE leases.run = ?`, run);
  const deadOwners = () => db.all<OwnerRow>(`SELECT ${ownerColumns} FROM owners WHERE id <> ?`, owner.id).filter(isDead);

  const announce = (): number => db.get<{ key: number }>(`
    INSERT INTO owners (id, machine, pid, process_started, renewed_at) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET renewed_at = excluded.renewed_at RETURNING key`,
    owner.id, owner.process.machine, owner.process.pid, owner.process.startedAt, now())!.key;

  const interrupt = (run: number): void => {
    const at = now();
    db.run(`UPDATE runs SET status = 'interrupted', ended_at = ? WHERE key = ?`, at, run);
    db.run(`INSERT INTO run_events (run, at, kind, message) VALUES (?, ?, 'interrupted', ?)`, run, at,
      'The process that trained this run ended without finishing it.');
    db.run('DELETE FROM commands WHERE run = ?', run);
    touchRun(db, run);
  };

  return {
    take: (runId) => db.durably(() => {
      const run = runKey(db, runId);
      const holder = leaseOf(run);
      if (holder && holder.id !== owner.id && !isDead(holder)) return false;
      db.run('INSERT INTO leases (run, owner) VALUES (?, ?) ON CONFLICT (run) DO UPDATE SET owner = excluded.owner', run, announce());
      return true;
    }),

    renewAll: () => db.lazily(() => { announce(); }),

    release: (runId) => db.durably(() => {
      db.run('DELETE FROM leases WHERE run = ? AND owner = (SELECT key FROM owners WHERE id = ?)', runKey(db, runId), owner.id);
    }),

    ownedHere: (runId) => leaseOf(runKey(db, runId))?.id === owner.id,

    sweep: () => {
      if (deadOwners().length === 0 && !db.get(`${orphans} LIMIT 1`)) return [];
      return db.durably(() => {
        const waiting = deadOwners().flatMap(({ key }) => {
          const queued = db.all<RunRef>(`SELECT runs.key, runs.id FROM leases JOIN runs ON runs.key = leases.run WHERE leases.owner = ? AND (status = 'queued' OR (status = 'paused' AND started_at IS NULL))`, key);
          db.run('DELETE FROM owners WHERE key = ?', key);
          return queued;
        });
        const unfinished = db.all<RunRef>(orphans);
        for (const { key } of unfinished) interrupt(key);
        for (const { key } of waiting) touchRun(db, key);
        return [...unfinished, ...waiting].map(({ id }) => id);
      });
    },

    /** Gives back everything, for a process that is about to close the file. */
    releaseAll: () => db.durably(() => { db.run('DELETE FROM owners WHERE id = ?', owner.id); }),
  };
}

const ownerColumns = 'owners.key, owners.id, owners.machine, owners.pid, owners.process_started AS startedAt, owners.renewed_at AS renewedAt';

/** Runs that are said to be trained, by nobody. What was paused before its first step has lost nothing: it waits. */
const orphans = `
  SELECT key, id FROM runs WHERE status IN ('running', 'paused') AND (status = 'running' OR started_at IS NOT NULL) AND NOT EXISTS (SELECT 1 FROM leases WHERE leases.run = runs.key)`;
