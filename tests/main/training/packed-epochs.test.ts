import { expect, it } from 'vitest';
import { sha256, startChain } from '../../../src/main/training/chain.ts';
import { createEpochLog } from '../../../src/main/training/epoch-log.ts';
import { unpackEpochs } from '../../../src/main/training/packed-epochs.ts';
import { createPostMemory } from '../../../src/main/training/post-memory.ts';
import { weightBytes } from '../../../src/main/training/weight-bytes.ts';
import type { TrainSession } from '../../../src/nn/events.ts';

const weightsAt = (epoch: number) => Float32Array.of(epoch, -0, NaN, 1 / epoch, 3);

const sessionAt = (epoch: number): TrainSession => ({
  parameters: 5,
  exportWeights: (into) => {
    into!.set(weightsAt(epoch));
    return into!;
  },
  exportState: () => { throw new Error('not asked for'); },
});

const metricsAt = (epoch: number) => ({ val_loss: 1 / epoch, 'größe': epoch === 4 ? NaN : -0 });

const begin = sha256(Uint8Array.of(1));

function logged(epochs: number[], known: number[] = []) {
  const log = createEpochLog(5, begin, createPostMemory());
  for (const epoch of known) log.write(sessionAt(epoch), metricsAt(epoch));
  for (const epoch of epochs) {
    log.write(sessionAt(epoch), metricsAt(epoch));
    log.keep({ epoch, step: epoch * 10, seconds: epoch / 8, bestEpoch: 3, trainSeconds: epoch });
  }
  return log;
}

const message = (epochs: number[], known: number[] = []) => structuredClone({ ...logged(epochs, known).take()!, runId: 'a', keyframe: null });

it.each([[[3, 4, 5]], [[9]]])('a batch of epochs %j comes out of its message as it went in', (epochs) => {
  expect(unpackEpochs(message(epochs)).batch).toMatchObject({
    epochs, steps: epochs.map((epoch) => epoch * 10), bestEpoch: 3, trainSeconds: epochs.at(-1),
    values: {
      val_loss: epochs.map((epoch) => metricsAt(epoch).val_loss), 'größe': epochs.map((epoch) => metricsAt(epoch)['größe']),
      epoch_seconds: epochs.map((epoch) => epoch / 8),
    },
    snapshots: epochs.map((epoch) => ({ epoch, weights: new Uint8Array(weightBytes(weightsAt(epoch)).buffer), weightsSha256: sha256(weightBytes(weightsAt(epoch))), state: null })),
  });
});

it('links every epoch to the one before, whether that is posted or not', () => {
  const { batch } = unpackEpochs(message([3, 4], [2]));
  const { batch: whole } = unpackEpochs(message([2, 3, 4]));
  expect(batch.snapshots).toEqual(whole.snapshots.slice(1));
});

it('links epochs as the chain does', () => {
  const chain = startChain(Uint8Array.of(1));
  const { batch } = unpackEpochs(message([1, 2, 4]));
  for (const [at, { weights, link }] of batch.snapshots.entries()) expect(Buffer.compare(link, chain.add(weights, metricsAt([1, 2, 4][at]!)))).toBe(0);
});

it('gives a keyframe to its epoch alone', () => {
  const { batch } = unpackEpochs({ ...message([3, 4, 5]), keyframe: { epoch: 4, state: Uint8Array.of(7) } });
  expect(batch.snapshots.map(({ state }) => state)).toEqual([null, Uint8Array.of(7), null]);
});

it('says when its memory is used up, and goes on with more', () => {
  const log = createEpochLog(5, begin, createPostMemory());
  let kept = 0;
  for (let epoch = 1; epoch <= 100; epoch++) {
    log.write(sessionAt(epoch), metricsAt(epoch));
    log.keep({ epoch, step: epoch, seconds: 0, bestEpoch: null, trainSeconds: 0 });
    if (log.full || epoch === 100) kept += log.take()!.count;
  }
  expect(kept).toBe(100);
  expect(log.take()).toBeNull();
});
