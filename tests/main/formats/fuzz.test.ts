import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/contract/errors.ts';
import { writeCapsule } from '../../../src/main/formats/capsule/write.ts';
import { readIncoming } from '../../../src/main/formats/incoming/read-file.ts';
import { modelFormats } from '../../../src/main/formats/model-formats.ts';
import { writeEventFile } from '../../../src/main/formats/tensorboard/write.ts';
import { createGenerator } from '../../../src/nn/random.ts';
import { runConfig } from '../../../src/contract/run-config.ts';
import { builtInTable, savedModel } from '../../support/saved-model.ts';

const { table, target } = builtInTable('iris');
const { model } = savedModel(table, target, { network: [{ layer: 'dense', units: 3 }, { layer: 'relu' }, { layer: 'dense' }, { layer: 'softmax' }] });

const capsule = Buffer.concat([...writeCapsule({
  createdAt: 0, dataSets: [() => ({ name: 'iris', note: '', contentSha256: 'a'.repeat(64), target, task: 'classification', source: '', notes: [], profile: [], table })],
  runs: [() => ({ dataSet: 0, snapshots: [], record: {
    id: 'r', name: 'r', status: 'completed', stopReason: null, error: null, experiment: 'e', arithmetic: '', parameters: 1, bestEpoch: null, trainSeconds: 0,
    weightsSha256: null, chain: null, createdAt: 0, startedAt: 0, endedAt: 0, starred: false, colour: null, tags: [], note: '', config: runConfig.parse({}),
    preparation: null, events: [], epochs: [{ epoch: 1, step: 1, at: 0 }], metrics: [{ name: 'val_loss', epochs: [1], values: [NaN] }], links: [], fork: null, verification: null, divergence: null,
  } })],
})]);

const sound: [string, Uint8Array][] = [
  ['a.trainyard', capsule],
  ['a.json', modelFormats.json.write(model)],
  ['a.safetensors', modelFormats.safetensors.write(model)],
  ['a.onnx', modelFormats.onnx.write(model)],
  ['events.tfevents', Buffer.concat([...writeEventFile(0, [{ epoch: 1, at: 0, metrics: { val_loss: 1 }, weights: { w: [1, 2] } }])])],
  ['a.csv', Buffer.from('epoch,val_loss\n1,0.5\n2,nan\n')],
];

/** About what a disk, a network or an adversary does: bits, lengths, cuts, repeats. */
function mutated(file: Uint8Array, chance: ReturnType<typeof createGenerator>): Uint8Array {
  const bytes = Buffer.from(file);
  const below = (limit: number) => chance.int(Math.max(1, limit));
  for (let times = 1 + below(4); times > 0; times--) {
    const at = below(bytes.length);
    const kind = below(6);
    if (kind === 0) bytes[at]! ^= 1 << below(8);
    else if (kind === 1) bytes[at] = below(256);
    else if (kind === 2) bytes.fill(0xff, at, Math.min(bytes.length, at + 1 + below(8)));
    else if (kind === 3) return bytes.subarray(0, at);
    else if (kind === 4) bytes.copyWithin(at, below(bytes.length), below(bytes.length));
    else return Buffer.concat([bytes.subarray(0, at), bytes.subarray(below(bytes.length))]);
  }
  return bytes;
}

describe('files that come in', () => {
  it.each(sound)('are read where they are sound: %s', (name, file) => {
    expect(readIncoming(file, name).kind).toBeTypeOf('string');
  });

  it.each(sound)('are refused with a reason, never with a crash: 3,500 mutations of %s', (name, file) => {
    const chance = createGenerator(7, name);
    let refusals = 0;
    for (let i = 0; i < 3500; i++) {
      const bytes = mutated(file, chance);
      try {
        readIncoming(bytes, name);
      } catch (error) {
        if (!(error instanceof AppError) || error.message.length > 1000) throw new Error(`mutation ${i}: ${String(error)}`, { cause: error });
        refusals++;
      }
    }
    expect(refusals).toBeGreaterThan(100);
  }, 30_000);
});
