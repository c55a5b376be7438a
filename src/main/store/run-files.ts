import type { RunFiles } from '../../contract/run-edits.ts';
import type { Database } from './database.ts';
import { storedSizes } from './stored-sizes.ts';

/** Reads sizes alone, never a page of a blob. */
export function readRunFiles(db: Database, run: number): RunFiles {
  const stored = storedSizes(db, run);
  return {
    snapshots: stored.length,
    keyframes: stored.filter(({ keyframe }) => keyframe).length,
    bytes: stored.reduce((sum, { bytes }) => sum + bytes, 0),
    firstEpoch: stored[0]?.epoch ?? null,
    lastEpoch: stored.at(-1)?.epoch ?? null,
    ...db.get<Pick<RunFiles, 'budgetBytes' | 'points' | 'divergenceBytes'>>(`
      SELECT snapshot_budget AS budgetBytes, (SELECT count(*) FROM points WHERE points.run = runs.key) AS points,
        (SELECT raw_bytes FROM divergences WHERE divergences.run = runs.key) AS divergenceBytes
      FROM runs WHERE key = ?`, run)!,
  };
}
