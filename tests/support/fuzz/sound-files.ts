import { createHash } from 'node:crypto';
import { runConfig } from '../../../src/contract/run-config.ts';
import type { RecordedSnapshot, RunRecord } from '../../../src/contract/run-record.ts';
import { writeCapsule } from '../../../src/main/formats/capsule/write.ts';
import { modelFormats } from '../../../src/main/formats/model-formats.ts';
import { writeEventFile } from '../../../src/main/formats/tensorboard/write.ts';
import { tableSha256 } from '../../../src/main/workbench/content-hash.ts';
import { builtInTable, savedModel } from '../saved-model.ts';
import { foreignOnnx } from '../foreign-onnx.ts';

const { table, target } = builtInTable('iris');
const { model } = savedModel(table, target, { network: [{ layer: 'dense', units: 3 }, { layer: 'relu' }, { layer: 'dense' }, { layer: 'softmax' }] });

/** A file of each kind that can be imported, by a name that tells its kind. */
export const soundFiles: Record<string, () => Uint8Array> = {
  'a.trainyard': capsule,
  'a.json': () => modelFormats.json.write(model),
  'a.safetensors': () => modelFormats.safetensors.write(model),
  'a.onnx': () => modelFormats.onnx.write(model),
  'another.onnx': () => foreignOnnx(),
  'events.tfevents': () => Buffer.concat([...writeEventFile(0, [{ epoch: 1, at: 0, metrics: { val_loss: 1 }, weights: { w: [1, 2] } }])]),
  'a.csv': () => Buffer.from('epoch,val_loss\n1,0.5\n2,nan\n'),
  'history.json': () => Buffer.from(JSON.stringify({
    format: 'trainyard-history', version: 1, run: { id: 'r', name: 'r' }, epochs: [1, 2], steps: [3, 6], times: ['a', 'b'], metrics: { val_loss: { epochs: [1, 2], values: [0.5, 'NaN'] } },
  })),
};

function capsule(): Uint8Array {
  const weights = new Uint8Array(model.weights.buffer.slice(0));
  const hash = createHash('sha256').update(weights).digest();
  const snapshot: RecordedSnapshot = { epoch: 1, weights, weightsSha256: hash, link: hash, state: null };
  const none = new Uint32Array(0);
  const record: RunRecord = {
    id: 'r', name: 'r', status: 'completed', stopReason: null, error: null, experiment: 'e', arithmetic: '', parameters: model.weights.length, bestEpoch: 1, trainSeconds: 0,
    weightsSha256: null, chain: null, createdAt: 0, startedAt: 0, endedAt: 0, starred: false, colour: null, tags: ['t'], note: 'n', config: runConfig.parse(model.config),
    preparation: { parameters: model.weights.length, rows: { train: Uint32Array.of(1, 2), validation: none, test: none }, classes: model.features.target.classes, features: model.features },
    events: [], epochs: [{ epoch: 1, step: 1, at: 0 }], metrics: [{ name: 'val_loss', epochs: [1], values: [NaN] }], links: [snapshot], fork: null, verification: null, divergence: null,
  };
  return Buffer.concat([...writeCapsule({
    createdAt: 0, runs: [() => ({ dataSet: 0, snapshots: [snapshot], record })],
    dataSets: [() => ({ name: 'flowers', note: '', contentSha256: tableSha256(table), target, task: 'classification', source: '', notes: [], profile: [], table })],
  })]);
}
