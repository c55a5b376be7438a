import type { z } from 'zod';
import { decimate, indexRange } from '../../compare/decimate.ts';
import { evenly } from '../../compare/evenly.ts';
import { packCurve, type Curve, type curvesQuery, type PackedCurve } from '../../contract/curves.ts';
import type { Store } from '../store/types/store.ts';
import { inSlices } from './slices.ts';

/** One metric of many runs. Large answers are read in slices, so that the process keeps answering and training meanwhile. */
export async function readCurves(store: Store, query: z.output<typeof curvesQuery>): Promise<PackedCurve[]> {
  const { ids, metric, x, from, to, buckets } = query;
  const packed: PackedCurve[] = [];
  await inSlices([...new Set(ids)], (id) => {
    const curve = store.points.curve(id, metric, x);
    if (curve) packed.push(packCurve(reduced(curve, from, to, buckets), x));
  });
  return packed;
}

/** The part of it between `from` and `to`, decimated. */
export function reduced(curve: Curve, from = curve.x[0] ?? 0, to = curve.x[curve.x.length - 1] ?? 0, buckets: number): Curve {
  const { start, end } = indexRange(curve.x, from, to);
  if (end - start <= 4 * buckets) return { ...curve, epochs: curve.epochs.subarray(start, end), x: curve.x.subarray(start, end), y: curve.y.subarray(start, end) };
  const decimated = decimate(curve, from, to, buckets);
  // It keeps every value that is not finite, of which there may be as many as epochs.
  const kept = evenly(decimated.length, 8 * buckets).map((at) => decimated[at]!);
  return {
    ...curve,
    epochs: Int32Array.from(kept, (at) => curve.epochs[at]!),
    x: Float64Array.from(kept, (at) => curve.x[at]!),
    y: Float64Array.from(kept, (at) => curve.y[at]!),
  };
}
