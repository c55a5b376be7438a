import { expect, it } from 'vitest';
import type { EpochBatch, TrainedState } from '../../../src/main/training/messages.ts';
import { canJoin, giveState, join } from '../../../src/main/workbench/join-epochs.ts';
import { snapshot } from '../../support/store.ts';

function batch(epochs: number[], changes: Partial<EpochBatch> = {}): EpochBatch {
  return {
    epochs, steps: epochs.map((epoch) => epoch * 10), values: { val_loss: epochs.map((epoch) => 1 / epoch) },
    snapshots: epochs.map((epoch) => snapshot(epoch)), bestEpoch: epochs.at(-1)!, trainSeconds: epochs.at(-1)!, ...changes,
  };
}

function ended(keyframe: TrainedState['keyframe']) {
  return { kind: 'stopped' as const, epochs: 4, step: 40, bestEpoch: 4, finalMetrics: {}, weightsSha256: '', chain: '', keyframe, trainSeconds: 4 };
}

it('batches that follow one another become the one that they could have been', () => {
  const first = batch([1, 2]);
  expect(canJoin(first, batch([3, 4]))).toBe(true);
  join(first, batch([3, 4]));
  expect(first).toEqual(batch([1, 2, 3, 4]));
});

it('batches with other metrics, or with too much for one go, stay apart', () => {
  expect(canJoin(batch([1]), batch([2], { values: { train_loss: [1] } }))).toBe(false);
  expect(canJoin(batch([1]), batch([2], { values: { val_loss: [1], train_loss: [1] } }))).toBe(false);
  const many = Array.from({ length: 400 }, (_, at) => at + 1);
  expect(canJoin(batch(many), batch(many))).toBe(false);
  const large = batch([1], { snapshots: [snapshot(1, { bytes: 3_000_000 })] });
  expect(canJoin(large, large)).toBe(false);
});

it('the state at the end goes to its epoch, where that has not been written', () => {
  const last = batch([3, 4]);
  const keyframe = { ...snapshot(4), state: Uint8Array.of(1) };
  const end = ended(keyframe);
  giveState(last, end);
  expect([last.snapshots[1], end.keyframe]).toEqual([keyframe, null]);
  const other = ended({ ...snapshot(2), state: Uint8Array.of(1) });
  giveState(last, other);
  expect(other.keyframe).not.toBeNull();
});
