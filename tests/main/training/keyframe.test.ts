import { encode } from '@msgpack/msgpack';
import { describe, expect, it } from 'vitest';
import { decodeKeyframe, encodeKeyframe } from '../../../src/main/training/keyframe.ts';
import { weightBytes } from '../../../src/main/training/weight-bytes.ts';
import type { TrainState } from '../../../src/nn/events.ts';

const state: TrainState = {
  epoch: 3, step: 45,
  weights: Float32Array.of(1, -0, 0.1),
  optimizer: { name: 'adam', step: 45, slots: [Float32Array.of(0.5, 0, -1), Float32Array.of(1e-30, 2, 3)] },
  generators: { shuffle: [1, 4_294_967_295, 0, 7] },
  schedule: { scale: 1, best: null, wait: 0 },
  earlyStopping: { wait: 2 },
  best: { epoch: 2, value: -0, metrics: { val_loss: -0, val_roc_auc: NaN, val_mse: Infinity }, weights: Float32Array.of(4, 5, 6) },
};

describe('a keyframe', () => {
  it('brings back every number of the state', () => {
    expect(decodeKeyframe(encodeKeyframe(state), weightBytes(state.weights))).toEqual(state);
  });

  it('does not hold the weights twice where its epoch is the best one', () => {
    const best = { ...state.best!, epoch: state.epoch, weights: state.weights };
    expect(encodeKeyframe({ ...state, best }).byteLength).toBeLessThan(encodeKeyframe(state).byteLength);
    expect(decodeKeyframe(encodeKeyframe({ ...state, best }), weightBytes(state.weights)).best).toEqual(best);
  });

  it('keeps a run without a best epoch', () => {
    expect(decodeKeyframe(encodeKeyframe({ ...state, best: null }), weightBytes(state.weights)).best).toBeNull();
  });

  it('is refused when a newer version has written it', () => {
    expect(() => decodeKeyframe(encode({ version: 3 }), new Uint8Array())).toThrow('layout 3');
  });
});
