import Sqlite from 'better-sqlite3';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a run leaves in the file, at the least. */
export interface StoredRun {
  weightBytes: number;
  /** of each epoch */
  metrics: number;
  epochs: number;
}

const runs = 200;
const rowBytes = 256 * 1024;

/**
 * Milliseconds of processor time that SQLite alone takes for weights and points of a run: the same tables and log, one
 * transaction a run, nothing else. What the main process of a queue takes cannot come below it.
 */
export function bareStore({ weightBytes, metrics, epochs }: StoredRun): number {
  const folder = mkdtempSync(join(tmpdir(), 'trainyard-bench-'));
  const db = new Sqlite(join(folder, 'bare.db'));
  for (const pragma of ['journal_mode = WAL', 'cache_size = -65536', 'wal_autocheckpoint = 4000', 'synchronous = NORMAL']) db.pragma(pragma);
  db.exec(`
    CREATE TABLE weights (key INTEGER PRIMARY KEY, bytes BLOB NOT NULL);
    CREATE TABLE points (run INTEGER, metric INTEGER, epoch INTEGER, kind INTEGER, value REAL, PRIMARY KEY (run, metric, epoch)) WITHOUT ROWID`);
  const addWeights = db.prepare('INSERT INTO weights (bytes) VALUES (?)');
  const addPoints = db.prepare(`
    INSERT INTO points SELECT ?, ?, column1, 0, column2
    FROM (VALUES ${Array.from({ length: epochs }, (_, epoch) => `(${epoch}, ?)`).join(', ')})`);
  const values = Array.from({ length: epochs }, (_, epoch) => 1 / (1 + epoch));
  const weights = Buffer.alloc(Math.min(rowBytes, weightBytes));
  for (let at = 0; at < weights.length; at++) weights[at] = (at * 2654435761) >>> 13;
  const store = db.transaction((run: number) => {
    for (let left = weightBytes; left > 0; left -= weights.length) addWeights.run(weights.subarray(0, left));
    for (let metric = 0; metric < metrics; metric++) addPoints.run(run, metric, ...values);
  });
  for (let run = 0; run < runs / 4; run++) store.immediate(run);
  const before = process.threadCpuUsage();
  for (let run = 0; run < runs; run++) store.immediate(runs + run);
  const { user, system } = process.threadCpuUsage(before);
  db.close();
  rmSync(folder, { recursive: true, force: true });
  return (user + system) / runs / 1000;
}
