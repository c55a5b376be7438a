import { packCurve, type PackedSeries } from '../../src/contract/curves.ts';

/** A metric as `runs.history` answers it, whole; its epochs count from 1. */
export function packedSeries(metric: string, values: readonly number[], runId = 'run-1'): PackedSeries {
  const epochs = Int32Array.from(values, (_, at) => at + 1);
  return { metric, ...packCurve({ runId, total: values.length, epochs, x: Float64Array.from(epochs), y: Float64Array.from(values) }, 'epoch') };
}
