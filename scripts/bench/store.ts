/**
 * How many metric points a second the store takes, with summaries kept up to date, and how long the write-ahead log gets.
 *
 *   node scripts/bench/store.ts [seconds]
 *
 * 8 runs of 12 metrics are written in batches of 50 epochs a run, one transaction for all of them.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../src/main/store/open.ts';
import { addRunning } from '../../tests/support/store.ts';

const seconds = Number(process.argv[2] ?? 60);
const metrics = Array.from({ length: 12 }, (_, at) => `metric_${at}`);
const epochsPerBatch = 50;
const target = { rowsPerSecond: 200_000, walBytes: 64 * 2 ** 20 };

const folder = mkdtempSync(join(tmpdir(), 'trainyard-bench-'));
const path = join(folder, 'bench.db');
const store = await openStore(path);
try {
  const runs = Array.from({ length: 8 }, () => addRunning(store).id);
  const { rowsPerSecond, walBytes, slowestMs } = measure(runs);
  console.log(`points     ${Math.round(rowsPerSecond).toLocaleString('en')} rows/s over ${seconds} s (bar ${target.rowsPerSecond.toLocaleString('en')})`);
  console.log(`WAL        ${(walBytes / 2 ** 20).toFixed(1)} MiB at most (bar 64)`);
  console.log(`slowest    ${slowestMs.toFixed(0)} ms for a batch of ${runs.length * metrics.length * epochsPerBatch} rows`);
  process.exitCode = rowsPerSecond >= target.rowsPerSecond && walBytes <= target.walBytes ? 0 : 1;
} finally {
  store.close();
  rmSync(folder, { recursive: true });
}

function measure(runs: string[]): { rowsPerSecond: number; walBytes: number; slowestMs: number } {
  const started = performance.now();
  let rows = 0;
  let walBytes = 0;
  let slowestMs = 0;
  for (let first = 1; performance.now() - started < seconds * 1000; first += epochsPerBatch) {
    const epochs = Array.from({ length: epochsPerBatch }, (_, at) => first + at);
    const values = Object.fromEntries(metrics.map((name, at) => [name, epochs.map((epoch) => Math.sin(epoch + at) / epoch)]));
    const before = performance.now();
    store.points.append(runs.map((runId) => ({ runId, epochs, steps: epochs, values, bestEpoch: first, trainSeconds: first })));
    slowestMs = Math.max(slowestMs, performance.now() - before);
    rows += runs.length * metrics.length * epochsPerBatch;
    walBytes = Math.max(walBytes, statSync(`${path}-wal`).size);
  }
  return { rowsPerSecond: rows / ((performance.now() - started) / 1000), walBytes, slowestMs };
}
