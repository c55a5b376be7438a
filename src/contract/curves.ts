import { z } from 'zod';

/**
 * What a curve can be drawn over: epochs, optimizer steps, the time of day (`wall`, milliseconds since 1970), or the
 * time that the run had trained by then (`relative`, seconds).
 */
export const curveAxes = ['epoch', 'step', 'wall', 'relative'] as const;
export type CurveAxis = (typeof curveAxes)[number];

/** The most runs whose curves one call asks for. */
export const MOST_CURVES = 1000;

export const curvesQuery = z.strictObject({
  ids: z.array(z.string().min(1).max(100)).min(1).max(MOST_CURVES),
  metric: z.string().min(1).max(500),
  x: z.enum(curveAxes).default('epoch'),
  /** only this range of x, with one point to either side of it */
  from: z.number().optional(),
  to: z.number().optional(),
  /** columns into which the range is divided; of each the first, lowest, highest and last value come, and all that is not finite */
  buckets: z.int().min(1).max(65_536).default(4096),
});

/** One metric of one run. The bytes are little-endian arrays, `unpackCurve` makes them numbers again. */
export interface PackedCurve {
  runId: string;
  /** points of this metric that the run has, within the range and without */
  total: number;
  /** int32 */
  epochs: Uint8Array;
  /** float64; null where x is the epoch */
  x: Uint8Array | null;
  /** float64, NaN and infinities among them */
  y: Uint8Array;
}

export interface Curve {
  runId: string;
  total: number;
  epochs: Int32Array;
  x: Float64Array;
  y: Float64Array;
}

export function packCurve({ runId, total, epochs, x, y }: Curve, axis: CurveAxis): PackedCurve {
  return { runId, total, epochs: bytesOf(epochs), x: axis === 'epoch' ? null : bytesOf(x), y: bytesOf(y) };
}

/** Copies, since an array of numbers cannot begin at any byte of a message. */
export function unpackCurve({ runId, total, epochs, x, y }: PackedCurve): Curve {
  const numbers = new Int32Array(epochs.slice().buffer);
  return { runId, total, epochs: numbers, x: x === null ? new Float64Array(numbers) : new Float64Array(x.slice().buffer), y: new Float64Array(y.slice().buffer) };
}

/** Several metrics of one run over its epochs. */
export const historyQuery = z.strictObject({
  id: z.string().min(1).max(100),
  /** all of them where this is left out */
  metrics: z.array(z.string().min(1).max(500)).max(100).optional(),
  /** as those of `curvesQuery` */
  buckets: z.int().min(1).max(65_536).default(1024),
});

/** One metric of a run; as a `PackedCurve`, with its name. */
export type PackedSeries = PackedCurve & { metric: string };

/** Single epochs of runs, each run at most once. */
export const epochValuesQuery = z.strictObject({
  at: z.array(z.strictObject({ id: z.string().min(1).max(100), epoch: z.int().min(0) })).min(1).max(MOST_CURVES),
});

export interface EpochValues {
  id: string;
  epoch: number;
  /** by the name of the metric */
  values: Record<string, number>;
}

/** Every machine that Electron and Node run on is little-endian. A part is copied, for a clone of a view carries all that is behind it. */
function bytesOf(numbers: Int32Array | Float64Array): Uint8Array {
  const { buffer, byteOffset, byteLength } = numbers;
  return byteLength === buffer.byteLength ? new Uint8Array(buffer) : new Uint8Array(buffer.slice(byteOffset, byteOffset + byteLength));
}
