import { parentPort } from 'node:worker_threads';
import type { FromWorker, ToWorker, TrainingEvent } from '../../../src/main/training/messages.ts';

/**
 * A training worker that computes nothing: it posts 1,000 epochs a second with 12 metrics, in batches as a real one
 * does, without snapshots, until it is ended.
 */
const epochsPerSecond = 1000;
const batchMs = 50;
const metrics = [
  'train_loss', 'train_accuracy', 'val_loss', 'val_accuracy', 'val_precision', 'val_recall', 'val_f1', 'val_roc_auc', 'learning_rate', 'gradient_norm', 'epoch_seconds', 'train_f1',
];

parentPort!.on('message', (message: ToWorker) => {
  if (message.kind === 'train') begin(message.job.runId);
});

function begin(runId: string): void {
  const none = new Uint32Array();
  const weights = new Uint8Array(4);
  const hash = new Uint8Array(32);
  const features = { inputs: [], target: null } as never;
  const started: TrainingEvent = {
    kind: 'started', runId, notes: [], slowBecause: null,
    preparation: { parameters: 1, rows: { train: none, validation: none, test: none }, classes: [], features },
    start: { epoch: 0, weights, weightsSha256: hash, link: hash, state: null },
  };
  parentPort!.postMessage(started);
  const began = performance.now();
  let last = 0;
  setInterval(() => {
    const due = Math.floor(((performance.now() - began) * epochsPerSecond) / 1000);
    if (due <= last) return;
    const epochs = Array.from({ length: due - last }, (_, at) => last + 1 + at);
    const values = Object.fromEntries(metrics.map((name, at) => [name, epochs.map((epoch) => 1 / (1 + epoch / 300) + 0.02 * Math.sin(epoch * (at + 1)))]));
    last = due;
    const batch = { epochs, steps: epochs, values, snapshots: [], bestEpoch: due, trainSeconds: due / epochsPerSecond };
    parentPort!.postMessage({ kind: 'epochs', runId, batch } satisfies FromWorker);
  }, batchMs);
}
