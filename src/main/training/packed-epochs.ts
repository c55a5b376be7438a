import { linkBytes, sha256, type MetricPlace } from './chain.ts';
import type { EpochBatch, EpochSnapshot } from './messages.ts';
import type { SharedBytes } from './post-memory.ts';

/**
 * Epochs that follow one another, as a worker posts them: in one piece of shared memory, which is the worker's again when the
 * batch has been dealt with. It holds a record for each epoch, and the last link after them. A record has what its link is the hash of in one piece:
 * the link before, the weights, the metrics; then, at the next multiple of 8, its step and its seconds as float64.
 */
export interface PackedEpochs {
  kind: 'packedEpochs';
  runId: string;
  /** the first epoch */
  first: number;
  count: number;
  bytes: SharedBytes;
  weightsBytes: number;
  /** the metrics' values, from the end of the weights */
  places: MetricPlace[];
  metricBytes: number;
  /** the state of one of the epochs, serialized */
  keyframe: { epoch: number; state: Uint8Array } | null;
  bestEpoch: number | null;
  /** seconds of training so far, pauses left out */
  trainSeconds: number;
}

/** Where the parts of a record begin. */
export function recordLayout({ weightsBytes, metricBytes }: Pick<PackedEpochs, 'weightsBytes' | 'metricBytes'>) {
  const metrics = linkBytes + weightsBytes;
  const step = Math.ceil((metrics + metricBytes) / 8) * 8;
  return { weights: linkBytes, metrics, metricsEnd: metrics + metricBytes, step, seconds: step + 8, length: step + 16 };
}

/** The batch; its snapshots share the memory of the message. */
export function unpackEpochs(packed: PackedEpochs): { kind: 'epochs'; runId: string; batch: EpochBatch } {
  const { runId, first, count, bytes, places, keyframe, bestEpoch, trainSeconds } = packed;
  const layout = recordLayout(packed);
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const records = Array.from({ length: count }, (_, at) => at * layout.length);
  const numbers = (offset: number) => records.map((record) => view.getFloat64(record + offset, true));
  const snapshots = records.map((record, at): EpochSnapshot => {
    const epoch = first + at;
    const weights = bytes.subarray(record + layout.weights, record + layout.metrics);
    const next = record + layout.length;
    return {
      epoch, weights, weightsSha256: sha256(weights), link: bytes.subarray(next, next + linkBytes),
      state: keyframe?.epoch === epoch ? keyframe.state : null,
    };
  });
  const values = Object.fromEntries(places.map(({ name, at }) => [name, numbers(layout.metrics + at)]));
  return {
    kind: 'epochs', runId,
    batch: {
      epochs: snapshots.map(({ epoch }) => epoch), steps: numbers(layout.step), values: { ...values, epoch_seconds: numbers(layout.seconds) },
      snapshots, bestEpoch, trainSeconds,
    },
  };
}
