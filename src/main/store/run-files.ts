import type { RunFiles } from '../../contract/run-edits.ts';
import type { Database } from './database.ts';

/** Reads sizes alone, never a page of a blob. */
export function readRunFiles(db: Database, run: number): RunFiles {
  return db.get<RunFiles>(`
    SELECT count(snapshots.epoch) AS snapshots, coalesce(sum(snapshots.keyframe), 0) AS keyframes,
      coalesce(sum(snapshots.stored_bytes), 0) AS bytes, runs.snapshot_budget AS budgetBytes,
      min(snapshots.epoch) AS firstEpoch, max(snapshots.epoch) AS lastEpoch,
      (SELECT count(*) FROM points WHERE points.run = runs.key) AS points,
      (SELECT raw_bytes FROM divergences WHERE divergences.run = runs.key) AS divergenceBytes
    FROM runs LEFT JOIN snapshots ON snapshots.run = runs.key WHERE runs.key = ?`, run)!;
}
