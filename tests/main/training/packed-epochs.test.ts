import { expect, it } from 'vitest';
import type { EpochBatch } from '../../../src/main/training/messages.ts';
import { packEpochs, unpackEpochs } from '../../../src/main/training/packed-epochs.ts';

const bytes = (length: number, first: number) => Uint8Array.from({ length }, (_, at) => first + at);

const batch = (epochs: number[]): EpochBatch => ({
  epochs, steps: epochs.map((epoch) => epoch * 10), values: { val_loss: epochs.map((epoch) => 1 / epoch) },
  snapshots: epochs.map((epoch) => ({
    epoch, weights: bytes(12, epoch), weightsSha256: bytes(32, epoch + 1), link: bytes(32, epoch + 2), state: epoch === 4 ? bytes(7, 0) : null,
  })),
  bestEpoch: 3, trainSeconds: 0.5,
});

it.each([[[3, 4, 5]], [[9]], [[]]])('a batch of epochs %j comes out of its message as it went in', (epochs) => {
  expect(unpackEpochs(structuredClone(packEpochs('a', batch(epochs))))).toEqual({ kind: 'epochs', runId: 'a', batch: batch(epochs) });
});
