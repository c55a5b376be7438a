/** More rows change a direction by less than a chart shows. */
const mostRows = 2000;
const turns = 60;

export interface Components {
  mean: Float64Array;
  /** two directions of length 1, at right angles */
  axes: [Float64Array, Float64Array];
}

/** Means of the columns of x `[rows of the table, inputs]` over `rows`. */
export function meanOf(x: Float32Array, rows: Uint32Array, inputs: number): Float64Array {
  const mean = new Float64Array(inputs);
  for (const row of rows) for (let c = 0; c < inputs; c++) mean[c]! += x[row * inputs + c]! / rows.length;
  return mean;
}

/**
 * The first two principal components of the rows, by power iteration with deflation: `v ← Xᵀ(Xv)`, X centred. The
 * largest entry of each is positive, so that the picture is never mirrored. With one input, the second axis is empty.
 */
export function principalComponents(x: Float32Array, all: Uint32Array, inputs: number): Components {
  const step = Math.max(1, Math.ceil(all.length / mostRows));
  const rows = all.filter((_, i) => i % step === 0);
  const mean = meanOf(x, rows, inputs);
  const first = strongest(x, rows, mean, null);
  return { mean, axes: [first, strongest(x, rows, mean, first)] };
}

function strongest(x: Float32Array, rows: Uint32Array, mean: Float64Array, without: Float64Array | null): Float64Array {
  const inputs = mean.length;
  // No direction is favoured, and none is left out by symmetry.
  let v = Float64Array.from(mean, (_, c) => 1 + ((c * 7 + (without ? 3 : 0)) % 11) / 11);
  for (let turn = 0; turn < turns; turn++) {
    if (without) subtract(v, without);
    if (!normalise(v)) return new Float64Array(inputs);
    const next = new Float64Array(inputs);
    for (const row of rows) {
      const along = dot(x, row * inputs, mean, v);
      for (let c = 0; c < inputs; c++) next[c]! += along * (x[row * inputs + c]! - mean[c]!);
    }
    if (dot0(next, next) === 0) break;
    v = next;
  }
  if (without) subtract(v, without);
  if (!normalise(v)) return new Float64Array(inputs);
  const largest = v.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best), 0);
  return largest < 0 ? v.map((value) => -value) : v;
}

/** Where a row lies along an axis, from the mean. */
export function dot(x: ArrayLike<number>, from: number, mean: Float64Array, axis: Float64Array): number {
  let sum = 0;
  for (let c = 0; c < axis.length; c++) sum += (x[from + c]! - mean[c]!) * axis[c]!;
  return sum;
}

const dot0 = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, c) => sum + value * b[c]!, 0);

function subtract(v: Float64Array, axis: Float64Array): void {
  const along = dot0(v, axis);
  for (let c = 0; c < v.length; c++) v[c]! -= along * axis[c]!;
}

function normalise(v: Float64Array): boolean {
  const length = Math.sqrt(dot0(v, v));
  if (!(length > 1e-12)) return false;
  for (let c = 0; c < v.length; c++) v[c]! /= length;
  return true;
}
