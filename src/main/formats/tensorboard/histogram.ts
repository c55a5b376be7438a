import type { HistogramMessage } from './schema.ts';

const BUCKETS = 30;

/**
 * A histogram as TensorBoard draws it: `bucketLimit[i]` is the upper edge of bucket i. Thirty buckets of equal width
 * between the lowest and the highest finite value; values that are not finite are not counted.
 */
export function histogramOf(values: Iterable<number>): HistogramMessage {
  const finite = [...values].filter(Number.isFinite);
  const [min, max] = finite.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [Infinity, -Infinity]);
  if (finite.length === 0) return { min: 0, max: 0, num: 0, sum: 0, sumSquares: 0, bucketLimit: [0], bucket: [0] };
  const width = (max - min) / BUCKETS;
  const bucketLimit = width > 0 ? Array.from({ length: BUCKETS }, (_, i) => (i === BUCKETS - 1 ? max : min + (i + 1) * width)) : [max];
  const bucket = bucketLimit.map(() => 0);
  for (const value of finite) bucket[width > 0 ? Math.min(BUCKETS - 1, Math.floor((value - min) / width)) : 0]!++;
  return {
    min, max, num: finite.length,
    sum: finite.reduce((sum, value) => sum + value, 0),
    sumSquares: finite.reduce((sum, value) => sum + value * value, 0),
    bucketLimit, bucket,
  };
}
