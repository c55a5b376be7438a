import type { Column } from '../columns/column.ts';

/** The most kinds of values of one feature that a forest tells apart. */
export const mostBins = 64;

/** A feature as small whole numbers, a bin a config. */
export interface Binned {
  /** below `count` */
  bins: Uint8Array;
  count: number;
  /** whether the order of the bins means something */
  ordered: boolean;
}

/**
 * Numbers in the order of their values, of more than fit as quantiles; kinds as they are, the rare ones beyond the last bin in
 * that. A missing value has a bin of its own: below all numbers.
 */
export function binned(column: Column): Binned {
  return column.kind === 'number' ? binNumbers(column.values) : binKinds(column.codes, column.levels.length);
}

function binNumbers(values: Float64Array): Binned {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const missing = sorted.length < values.length ? 1 : 0;
  const distinct = sorted.filter((value, at) => at === 0 || value !== sorted[at - 1]);
  const room = mostBins - missing;
  const edges = distinct.length <= room ? distinct : uniqueQuantiles(sorted, room);
  const bins = Uint8Array.from(values, (value) => (Number.isNaN(value) ? 0 : missing + placeOf(edges, value)));
  return { bins, count: missing + edges.length, ordered: true };
}

/** The lowest value of each bin. */
function uniqueQuantiles(sorted: Float64Array, count: number): Float64Array {
  const edges = Float64Array.from({ length: count }, (_, at) => sorted[Math.floor((at * sorted.length) / count)]!);
  return edges.filter((value, at) => at === 0 || value !== edges[at - 1]);
}

/** The last edge that is not above the value. */
function placeOf(edges: Float64Array, value: number): number {
  let [low, high] = [0, edges.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (edges[middle]! <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

function binKinds(codes: Int32Array, levels: number): Binned {
  const counts = new Int32Array(levels + 1);
  for (const code of codes) counts[code + 1]!++;
  const byFrequency = Array.from(counts.keys()).filter((kind) => counts[kind]! > 0).sort((a, b) => counts[b]! - counts[a]!);
  const places = new Map(byFrequency.map((kind, place) => [kind, Math.min(place, mostBins - 1)]));
  return { bins: Uint8Array.from(codes, (code) => places.get(code + 1)!), count: Math.min(byFrequency.length, mostBins), ordered: false };
}
