import { hash } from 'node:crypto';
import type { TrainSession } from '../../nn/events.ts';
import type { Metrics } from '../../nn/spec.ts';
import { linkBytes, metricLayout, writeMetrics, type MetricLayout } from './chain.ts';
import { recordLayout, type PackedEpochs } from './packed-epochs.ts';
import type { PostMemory } from './post-memory.ts';
import { finiteWeightBytes } from './weight-bytes.ts';

/**
 * Epochs that have not been posted yet. They are written where they are posted from, and hashed there: a small network's
 * epoch takes a tenth of a millisecond, of which every copy would be a share.
 */
export interface EpochLog {
  /** of the last epoch that was written, as a copy */
  readonly link: Uint8Array;
  /** Writes the epoch that a session is at. The next one takes its place unless it is kept, but follows it in the chain. */
  write(session: TrainSession, metrics: Metrics): void;
  /** Keeps what was written last, to be posted. */
  keep(epoch: KeptEpoch): void;
  /** All that was kept since the last call, or null where that is nothing. */
  take(): Omit<PackedEpochs, 'runId' | 'keyframe'> | null;
  /** whether the memory for one more is used up; `take` gets more */
  readonly full: boolean;
}

export interface KeptEpoch {
  epoch: number;
  step: number;
  seconds: number;
  bestEpoch: number | null;
  trainSeconds: number;
}

/** `parameters` in all; `link` is that of the epoch before the first. */
export function createEpochLog(parameters: number, link: Uint8Array, memory: PostMemory): EpochLog {
  const weightsBytes = parameters * 4;
  let metricsLayout: MetricLayout = metricLayout({});
  let layout = recordLayout({ weightsBytes, metricBytes: 0 });
  let bytes = new Uint8Array(new SharedArrayBuffer(0));
  let view = new DataView(bytes.buffer);
  /** of the memory, in records; 0 where it has been taken */
  let capacity = 0;
  const last = Buffer.from(link);
  let first = 0;
  let count = 0;
  let latest: KeptEpoch | null = null;

  return {
    get link() {
      return Uint8Array.from(last);
    },
    get full() {
      return count > 0 && count === capacity;
    },
    write(session, metrics) {
      if (capacity === 0) begin(metrics);
      const record = count * layout.length;
      bytes.set(last, record);
      // An epoch is whole only where its last update has left nothing but finite weights.
      const weights = finiteWeightBytes(session.exportWeights(new Float32Array(bytes.buffer, record + layout.weights, parameters)));
      if (weights.buffer !== bytes.buffer) bytes.set(weights, record + layout.weights);
      writeMetrics(metricsLayout, metrics, bytes, record + layout.metrics);
      // By way of a string, which costs less than a buffer of its own for each.
      last.write(hash('sha256', bytes.subarray(record, record + layout.metricsEnd), 'binary'), 'binary');
      bytes.set(last, record + layout.length);
    },
    keep(epoch) {
      if (count === 0) first = epoch.epoch;
      const record = count * layout.length;
      view.setFloat64(record + layout.step, epoch.step, true);
      view.setFloat64(record + layout.seconds, epoch.seconds, true);
      latest = epoch;
      count++;
    },
    take() {
      if (latest === null || count === 0) return null;
      const { bestEpoch, trainSeconds } = latest;
      const taken = { kind: 'packedEpochs' as const, first, count, bytes, weightsBytes, places: metricsLayout.places, metricBytes: metricsLayout.length, bestEpoch, trainSeconds };
      count = capacity = 0;
      return taken;
    },
  };

  function begin(metrics: Metrics): void {
    metricsLayout = metricLayout(metrics);
    layout = recordLayout({ weightsBytes, metricBytes: metricsLayout.length });
    bytes = memory.get(layout.length + linkBytes);
    view = new DataView(bytes.buffer);
    capacity = Math.floor((bytes.byteLength - linkBytes) / layout.length);
  }
}
