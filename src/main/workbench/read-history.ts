import type { z } from 'zod';
import { packCurve, type EpochValues, type epochValuesQuery, type historyQuery, type PackedSeries } from '../../contract/curves.ts';
import type { Store } from '../store/types/store.ts';
import { reduced } from './read-curves.ts';
import { inSlices } from './slices.ts';

/** Metrics of one run, each decimated; in slices, as `readCurves`. Throws `notFound`. */
export async function readHistory(store: Store, { id, metrics, buckets }: z.output<typeof historyQuery>): Promise<PackedSeries[]> {
  const packed: PackedSeries[] = [];
  await inSlices(store.points.metrics(id).filter((metric) => metrics === undefined || metrics.includes(metric)), (metric) => {
    const curve = store.points.curve(id, metric, 'epoch');
    if (curve) packed.push({ metric, ...packCurve(reduced(curve, undefined, undefined, buckets), 'epoch') });
  });
  return packed;
}

export function readEpochValues(store: Store, { at }: z.output<typeof epochValuesQuery>): EpochValues[] {
  const known = new Set(store.runs.rows(at.map(({ id }) => id)).map(({ id }) => id));
  return at.filter(({ id }) => known.has(id)).map(({ id, epoch }) => {
    const values = store.points.at(id, [epoch]).map(({ metric, values: [value] }) => [metric, value!] as const);
    return { id, epoch, values: Object.fromEntries(values) };
  });
}
