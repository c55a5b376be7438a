import { decode, encode } from '@msgpack/msgpack';
import type { TrainState } from '../../nn/events.ts';
import { weightBytes, weightsFromBytes } from './weight-bytes.ts';

/**
 * A `TrainState` as bytes: MessagePack with every number as a float64 (so that −0, NaN and infinities survive) and
 * every float array as little-endian bytes. The layout is versioned: keyframes outlive the program that wrote them.
 */
export function encodeKeyframe(state: TrainState): Uint8Array {
  const { weights, optimizer, best } = state;
  return encode({
    version: 1,
    ...state,
    weights: weightBytes(weights),
    optimizer: { ...optimizer, slots: optimizer.slots.map(weightBytes) },
    best: best && { ...best, weights: weightBytes(best.weights) },
  }, { forceIntegerToFloat: true });
}

export function decodeKeyframe(bytes: Uint8Array): TrainState {
  const { version, ...stored } = decode(bytes) as StoredKeyframe;
  if (version !== 1) throw new Error(`This keyframe has layout ${version}, which this version cannot read.`);
  return {
    ...stored,
    weights: weightsFromBytes(stored.weights),
    optimizer: { ...stored.optimizer, slots: stored.optimizer.slots.map(weightsFromBytes) },
    best: stored.best && { ...stored.best, weights: weightsFromBytes(stored.best.weights) },
  };
}

type StoredKeyframe = Omit<TrainState, 'weights' | 'optimizer' | 'best'> & {
  version: number;
  weights: Uint8Array;
  optimizer: Omit<TrainState['optimizer'], 'slots'> & { slots: Uint8Array[] };
  best: (Omit<NonNullable<TrainState['best']>, 'weights'> & { weights: Uint8Array }) | null;
};
