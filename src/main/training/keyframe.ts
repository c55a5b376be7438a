import { decode, encode } from '@msgpack/msgpack';
import type { TrainState } from '../../nn/events.ts';
import { weightBytes, weightsFromBytes } from './weight-bytes.ts';

/**
 * A `TrainState` as bytes: MessagePack with every number as a float64 (so that −0, NaN and infinities survive) and
 * every float array as little-endian bytes. The layout is versioned: keyframes outlive the program that wrote them.
 * The weights of its epoch are not in it, as they are stored beside it; nor are those of the best epoch where it is the same.
 */
export function encodeKeyframe(state: TrainState): Uint8Array {
  const { weights: _, optimizer, best, ...rest } = state;
  return encode({
    version: 2,
    ...rest,
    optimizer: { ...optimizer, slots: optimizer.slots.map(weightBytes) },
    best: best && { ...best, weights: best.epoch === state.epoch ? null : weightBytes(best.weights) },
  }, { forceIntegerToFloat: true });
}

/** `weights` are those of the same epoch. */
export function decodeKeyframe(bytes: Uint8Array, weights: Uint8Array): TrainState {
  const { version, ...stored } = decode(bytes) as StoredKeyframe;
  if (version !== 1 && version !== 2) throw new Error(`This keyframe has layout ${version}, which this version cannot read.`);
  return {
    ...stored,
    weights: weightsFromBytes(weights),
    optimizer: { ...stored.optimizer, slots: stored.optimizer.slots.map(weightsFromBytes) },
    best: stored.best && { ...stored.best, weights: weightsFromBytes(stored.best.weights ?? weights) },
  };
}

type StoredKeyframe = Omit<TrainState, 'weights' | 'optimizer' | 'best'> & {
  /** 1 held the weights as well */
  version: number;
  optimizer: Omit<TrainState['optimizer'], 'slots'> & { slots: Uint8Array[] };
  best: (Omit<NonNullable<TrainState['best']>, 'weights'> & { weights: Uint8Array | null }) | null;
};
