import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunConfigInput } from '../../src/contract/run-config.ts';
import { createReplay } from '../../src/main/workbench/state-at.ts';
import { createTables } from '../../src/main/workbench/tables.ts';
import { openWorkbench } from '../../src/main/workbench/workbench.ts';
import { createGenerator } from '../../src/nn/random.ts';
import { createTrainingWorker } from '../../tests/support/training-worker.ts';
import { movePlayhead } from './replay/playhead.ts';
import { openReplayed } from './replay/open-replayed.ts';
import { bareSeconds, trainedRun, wdbc, wide } from './replay/runs.ts';
import { median } from './train/median.ts';
import { quantile } from './ui/statistics.ts';

/** `npm run bench:replay [-- PARTS]`: what the time machine costs, and how fast it is; exits 1 where a bar is missed. */
const parts: Record<string, () => Promise<void>> = {
  playhead,
  epochs: () => anyEpoch('default network', wdbc(10_000)),
  'wide-epochs': () => anyEpoch('96-48', wide(10_000)),
  snapshots: costOfSnapshots,
  verify: verification,
};
const named = process.argv.slice(2).flatMap((one) => one.split(','));
const unknown = named.find((one) => !(one in parts));
if (unknown !== undefined) throw new Error(`there is no part called ${unknown}; there are ${Object.keys(parts).join(', ')}`);
const repetitions = 5;
const samples = 100;
const folder = mkdtempSync(join(tmpdir(), 'trainyard-replay-'));
const workbench = await openWorkbench({ databasePath: join(folder, 'bench.db'), host: 'web', version: 'bench', createWorker: createTrainingWorker, workers: 1 });
let missed = false;

try {
  for (const [name, measure] of Object.entries(parts)) if (named.length === 0 || named.includes(name)) await measure();
} finally {
  await workbench.close();
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = missed ? 1 : 0;

/** In a real Chromium of 1440 × 900, from the input until it is on the screen. */
async function playhead(): Promise<void> {
  const app = await openReplayed(folder, await trainedRun(workbench, wdbc(1000)), 1000);
  try {
    const { playhead: stood, panels, settled, torn, frames } = await movePlayhead(app.page);
    const detail = `${stood.length} moves in ${frames} frames`;
    report('moving the playhead over 1000 epochs: 95th percentile', quantile(stood, 0.95), 20, 'ms', `median ${quantile(stood, 0.5).toFixed(1)} ms; ${detail}`);
    report('all visible panels: 95th percentile', quantile(panels, 0.95), 50, 'ms', `median ${quantile(panels, 0.5).toFixed(1)} ms`);
    report('settled after the last move: longest', Math.max(...settled), 100, 'ms', `${settled.length} gestures`);
    report('frames in which panels showed two epochs', torn, 0, '', detail);
  } finally {
    await app.close();
  }
}

/** Random epochs, none of which is kept from one to the next. */
async function anyEpoch(what: string, config: RunConfigInput): Promise<void> {
  const id = await trainedRun(workbench, config);
  const { store } = workbench;
  const { epochs } = store.runs.row(id);
  const tables = createTables(store);
  const replay = createReplay({
    store, tables: (dataSet) => Promise.resolve(tables.get(dataSet)), createWorker: createTrainingWorker, threads: () => 1, cacheBytes: 0, changes: { publishOwn() {}, publishOthers: () => false },
  });
  const generator = createGenerator(1, 'epochs');
  await replay.stateAt(id, 1);
  const took: number[] = [];
  for (let at = 0; at < samples; at++) {
    const epoch = generator.int(epochs + 1);
    const from = performance.now();
    await replay.weightsAt(id, { from: epoch, through: epoch });
    took.push(performance.now() - from);
  }
  await replay.close();
  took.sort((a, b) => a - b);
  const stored = store.snapshots.epochs(id).length;
  const detail = `median ${took[samples >> 1]!.toFixed(1)} ms, worst ${took.at(-1)!.toFixed(1)} ms; ${stored} of ${epochs + 1} epochs stored, ${store.snapshots.keyframes(id).length} keyframes`;
  report(`any epoch of ${epochs}, 64 MB, ${what}: 95th percentile`, took[Math.ceil(samples * 0.95) - 1]!, 200, 'ms', detail);
}

async function costOfSnapshots(): Promise<void> {
  const config = wdbc(3000);
  const ratios: number[] = [];
  for (let at = -1; at < repetitions; at++) {
    const bare = bareSeconds(config);
    const id = await trainedRun(workbench, config);
    if (at >= 0) ratios.push(workbench.store.runs.row(id).trainSeconds / bare);
  }
  report('what snapshots cost the training', (median(ratios) - 1) * 100, 10, '%', 'with hashes, chain and posting, against the bare loop');
}

async function verification(): Promise<void> {
  const config = wdbc(3000);
  const ratios: number[] = [];
  for (let at = -1; at < repetitions; at++) {
    const from = performance.now();
    const id = await trainedRun(workbench, config);
    const trained = performance.now();
    const { difference } = await workbench.verify(id);
    if (difference) throw new Error(`the run differs from epoch ${difference.epoch} on: ${difference.reason}`);
    if (at >= 0) ratios.push((performance.now() - trained) / (trained - from));
  }
  report('verify ÷ the run itself', median(ratios), 1.1, '×', '3000 epochs of the default network');
}

function report(what: string, measured: number, bar: number, unit: string, detail: string): void {
  const holds = measured <= bar;
  missed ||= !holds;
  console.log(`${what}: ${measured.toFixed(2)} ${unit} (bar ${bar}) ${holds ? 'ok' : 'MISSED'}; ${detail}`);
}
