export interface Histogram {
  /** rising, one more than there are counts; a bin holds its lower edge, the last one its upper edge too */
  edges: number[];
  counts: number[];
}

const wantedBins = 20;
/** The smallest number of full precision; powers of ten below it are no longer what they say. */
const smallestNormal = 2 ** -1022;
/** Edges are numbered from 0; further out their numbers, and the edges themselves, would no longer be told apart. */
const mostSteps = 2 ** 48;

/** Counts over bins with round edges, about twenty of them. `values` are finite, at least one, between `min` and `max`. */
export function histogram(values: Float64Array, min: number, max: number): Histogram {
  const whole = values.every((value) => Number.isInteger(value));
  const raw = max / wantedBins - min / wantedBins;
  const step = whole ? Math.max(1, roundUp(raw)) : roundUp(raw);
  const numbered = Math.max(-min, max) / step <= mostSteps;
  if (!(step >= smallestNormal) || !Number.isFinite(step) || !numbered) return { edges: [min, max], counts: [values.length] };
  const first = Math.floor(min / step);
  const bins = Math.max(1, Math.floor(max / step) - first + 1);
  const counts = new Array<number>(bins).fill(0);
  for (const value of values) counts[Math.min(bins - 1, Math.floor(value / step) - first)]!++;
  return { edges: Array.from({ length: bins + 1 }, (_, at) => roundEdge((first + at) * step, step)), counts };
}

/** The smallest of 1, 2, 2.5, 5 and 10 times a power of ten that is not below `value`. */
function roundUp(value: number): number {
  if (!(value > 0)) return value;
  const power = Number(`1e${value.toExponential().split('e')[1]}`);
  return power * ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= value) ?? 10);
}

/** Takes off what multiplying by the step has added (0.30000000000000004), but never so much that edges meet. */
function roundEdge(edge: number, step: number): number {
  const rounded = Number(edge.toPrecision(12));
  return Math.abs(rounded - edge) < 1e-6 * step ? rounded : edge;
}
