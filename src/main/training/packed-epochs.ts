import type { EpochBatch, EpochSnapshot } from './messages.ts';

/** A batch of epochs as a worker posts it: one piece of memory for all weights and hashes, where each alone costs as much. */
export interface PackedEpochs extends Omit<EpochBatch, 'snapshots'> {
  kind: 'packedEpochs';
  runId: string;
  /** per snapshot, which has an entry in `states`: the weights, their SHA-256, the link */
  bytes: Uint8Array<ArrayBuffer>;
  states: (Uint8Array | null)[];
}

const hashBytes = 32;

export function packEpochs(runId: string, { snapshots, ...batch }: EpochBatch): PackedEpochs {
  const length = snapshots.reduce((sum, { weights }) => sum + weights.length + 2 * hashBytes, 0);
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const { weights, weightsSha256, link } of snapshots) {
    bytes.set(weights, at);
    bytes.set(weightsSha256, at + weights.length);
    bytes.set(link, at + weights.length + hashBytes);
    at += weights.length + 2 * hashBytes;
  }
  return { kind: 'packedEpochs', runId, ...batch, bytes, states: snapshots.map(({ state }) => state) };
}

/** The batch again; its snapshots share the memory of the message. */
export function unpackEpochs({ kind: _, runId, bytes, states, ...batch }: PackedEpochs): { kind: 'epochs'; runId: string; batch: EpochBatch } {
  const length = states.length === 0 ? 0 : bytes.length / states.length;
  const snapshots = states.map((state, i): EpochSnapshot => {
    const weightsEnd = (i + 1) * length - 2 * hashBytes;
    return {
      epoch: batch.epochs[i]!,
      weights: bytes.subarray(i * length, weightsEnd),
      weightsSha256: bytes.subarray(weightsEnd, weightsEnd + hashBytes),
      link: bytes.subarray(weightsEnd + hashBytes, (i + 1) * length),
      state,
    };
  });
  return { kind: 'epochs', runId, batch: { ...batch, snapshots } };
}
