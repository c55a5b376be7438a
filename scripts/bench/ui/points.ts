import { statSync } from 'node:fs';
import { join } from 'node:path';
import { openStore } from '../../../src/main/store/open.ts';
import type { Store } from '../../../src/main/store/types/store.ts';
import { addRunning } from '../../../tests/support/store.ts';
import type { Row } from './row.ts';

const metrics = Array.from({ length: 12 }, (_, at) => `metric_${at}`);
const epochsPerBatch = 50;
const runsAtOnce = 8;
const rowsPerBatch = runsAtOnce * metrics.length * epochsPerBatch;

export const points: Row = {
  name: 'points',
  title: `points of ${runsAtOnce} runs stored with their summaries, ${rowsPerBatch} rows a transaction`,
  async measure(bench) {
    const path = join(bench.folder, 'points.db');
    const store = await openStore(path);
    try {
      const { rowsPerSecond, walBytes, slowestMs } = fill(store, path, bench.quick ? 10 : 60);
      console.log(`  slowest transaction ${slowestMs.toFixed(0)} ms`);
      return [
        { what: `rows a second, for ${bench.quick ? 10 : 60} s`, value: rowsPerSecond, bar: 200_000, unit: 'rows/s', least: true },
        { what: 'write-ahead log at its longest', value: walBytes / 2 ** 20, bar: 64, unit: 'MiB' },
      ];
    } finally {
      store.close();
    }
  },
};

function fill(store: Store, path: string, seconds: number): { rowsPerSecond: number; walBytes: number; slowestMs: number } {
  const runs = Array.from({ length: runsAtOnce }, () => addRunning(store).id);
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
    rows += rowsPerBatch;
    walBytes = Math.max(walBytes, statSync(`${path}-wal`).size);
  }
  return { rowsPerSecond: rows / ((performance.now() - started) / 1000), walBytes, slowestMs };
}
