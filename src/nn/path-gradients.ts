import { exp, sigmoid } from './elementary.ts';
import type { Matrix } from './kernels/kernel.ts';
import { createReferenceKernel } from './kernels/reference.ts';
import { createNetwork, type NetworkSpec } from './network.ts';
import { createGenerator } from './random.ts';

/** How one output changes along the straight line from a baseline to a row, told by input. */
export interface PathAttribution {
  /** `[inputs]`; their sum is `to − from − residual` */
  contributions: Float64Array;
  /** the output at the baseline */
  from: number;
  /** the output at the row */
  to: number;
  /** what the contributions leave unexplained: the error of the integration, and nothing else */
  residual: number;
}

export interface PathGradients {
  /** output `k` of one row of inputs, in float64: a probability, or the number of a regression */
  value(x: ArrayLike<number>, output: number): number;
  /** of output `k`; `x` and `baseline` are `[inputs]` */
  attribute(x: ArrayLike<number>, baseline: ArrayLike<number>, output: number): PathAttribution;
}

/** Nodes of Gauss and Legendre on [0, 1] with their weights: exact for polynomials of degree 7. */
const nodes = [0.06943184420297371, 0.33000947820757187, 0.6699905217924281, 0.9305681557970262];
const weights = [0.17392742256872692, 0.3260725774312731, 0.3260725774312731, 0.17392742256872692];

const firstSegments = 8;
const batchRows = 256;
/** gradients that one attribution may take: some tenths of a second for a network of a few thousand parameters */
const mostRows = 24_000;
/** of the residual, as a share of one unit of the output */
const tolerance = 1e-8;

interface Segment {
  from: number;
  to: number;
  /** the output at both ends */
  values: [number, number];
  contributions: Float64Array;
  residual: number;
}

/**
 * Integrated gradients (Sundararajan, Taly, Yan 2017, "Axiomatic attribution for deep networks", eq. 1):
 * `(x_i − b_i) · ∫₀¹ ∂F(b + α(x − b))/∂x_i dα`, in float64. By their completeness axiom the contributions of a stretch of
 * the line add up to what F changes along it, so every stretch tells its own error; those with the largest are halved until
 * the errors together are below 1e-8. That finds the kinks of ReLU by itself, where a fixed number of steps is slow.
 * `flat`: the weights in the public order. Throws NetworkError where layers, loss and weights do not go together.
 */
export function createPathGradients({ network: specs, loss, inputs, outputs }: NetworkSpec, flat: ArrayLike<number>): PathGradients {
  const kernel = createReferenceKernel('float64');
  // Dropout passes everything on where nothing is learned.
  const layers = specs.filter(({ layer }) => layer !== 'dropout');
  const network = createNetwork(kernel, { network: layers, loss, inputs, outputs }, {
    rows: batchRows, inputGradient: true, training: { generator: (purpose) => createGenerator(0, purpose) },
  });
  network.importWeights(flat);
  const batch = kernel.matrix(batchRows, inputs);
  const columns = loss === 'binaryCrossEntropy' ? 1 : outputs;
  const seed = kernel.matrix(batchRows, columns);

  const put = (row: number, x: ArrayLike<number>, baseline: ArrayLike<number>, alpha: number): void => {
    for (let i = 0; i < inputs; i++) batch.data[row * batch.stride + i] = baseline[i]! + alpha * (x[i]! - baseline[i]!);
  };

  /** The output of a row of the last pass; writes ∂output/∂forward into `seed`. */
  function read({ data, stride }: Matrix, row: number, output: number): number {
    const at = row * stride;
    const to = row * seed.stride;
    if (loss === 'meanSquaredError') {
      for (let j = 0; j < columns; j++) seed.data[to + j] = j === output ? 1 : 0;
      return data[at + output]!;
    }
    if (loss === 'binaryCrossEntropy') {
      const positive = sigmoid(data[at]!);
      seed.data[to] = (output === 1 ? 1 : -1) * positive * (1 - positive);
      return output === 1 ? positive : 1 - positive;
    }
    const p = softmaxOf(data, at, columns);
    for (let j = 0; j < columns; j++) seed.data[to + j] = p[output]! * ((j === output ? 1 : 0) - p[j]!);
    return p[output]!;
  }

  function valuesAt(alphas: readonly number[], x: ArrayLike<number>, baseline: ArrayLike<number>, output: number): number[] {
    const values: number[] = [];
    for (let from = 0; from < alphas.length; from += batchRows) {
      const count = Math.min(batchRows, alphas.length - from);
      for (let r = 0; r < count; r++) put(r, x, baseline, alphas[from + r]!);
      const y = network.forward(batch, count, 'inference');
      for (let r = 0; r < count; r++) values.push(read(y, r, output));
    }
    return values;
  }

  function attribute(x: ArrayLike<number>, baseline: ArrayLike<number>, output: number): PathAttribution {
    const gradientsAt = (segments: readonly Segment[]): void => {
      const perBatch = batchRows / nodes.length;
      for (let at = 0; at < segments.length; at += perBatch) {
        const some = segments.slice(at, at + perBatch);
        some.forEach(({ from, to }, s) => nodes.forEach((node, n) => put(s * nodes.length + n, x, baseline, from + node * (to - from))));
        const rows = some.length * nodes.length;
        const y = network.forward(batch, rows, 'inference');
        for (let r = 0; r < rows; r++) read(y, r, output);
        const gradient = network.backward(seed, rows)!;
        some.forEach((segment, s) => gather(segment, gradient, s * nodes.length));
      }
    };
    const gather = (segment: Segment, { data, stride }: Matrix, firstRow: number): void => {
      const { from, to, contributions, values: [before, after] } = segment;
      let sum = 0;
      for (let i = 0; i < inputs; i++) {
        let mean = 0;
        for (let n = 0; n < nodes.length; n++) mean += weights[n]! * data[(firstRow + n) * stride + i]!;
        contributions[i] = (x[i]! - baseline[i]!) * (to - from) * mean;
        sum += contributions[i]!;
      }
      segment.residual = after - before - sum;
    };
    const between = (bounds: readonly number[], values: readonly number[]): Segment[] => bounds.slice(1).map((to, at) => ({
      from: bounds[at]!, to, values: [values[at]!, values[at + 1]!], contributions: new Float64Array(inputs), residual: 0,
    }));

    const bounds = Array.from({ length: firstSegments + 1 }, (_, at) => at / firstSegments);
    const ends = valuesAt(bounds, x, baseline, output);
    let segments = between(bounds, ends);
    gradientsAt(segments);
    let rows = segments.length * nodes.length;
    for (;;) {
      const error = segments.reduce((sum, { residual }) => sum + Math.abs(residual), 0);
      const coarse = segments.filter(({ residual, from, to }) => Math.abs(residual) > tolerance / (2 * segments.length) && to - from > 1e-12);
      rows += coarse.length * (2 * nodes.length + 1);
      if (error <= tolerance || coarse.length === 0 || rows > mostRows) break;
      const middles = valuesAt(coarse.map(({ from, to }) => (from + to) / 2), x, baseline, output);
      const halves = coarse.flatMap(({ from, to, values }, at) => between([from, (from + to) / 2, to], [values[0], middles[at]!, values[1]]));
      gradientsAt(halves);
      const replaced = new Set(coarse);
      segments = [...segments.filter((segment) => !replaced.has(segment)), ...halves];
    }
    const contributions = new Float64Array(inputs);
    for (const segment of segments) for (let i = 0; i < inputs; i++) contributions[i]! += segment.contributions[i]!;
    const [from, to] = [ends[0]!, ends.at(-1)!];
    return { contributions, from, to, residual: to - from - contributions.reduce((sum, one) => sum + one, 0) };
  }

  return { value: (x, output) => valuesAt([1], x, x, output)[0]!, attribute };
}

function softmaxOf(data: ArrayLike<number>, at: number, columns: number): Float64Array {
  let largest = -Infinity;
  for (let j = 0; j < columns; j++) largest = Math.max(largest, data[at + j]!);
  const p = Float64Array.from({ length: columns }, (_, j) => exp(data[at + j]! - largest));
  const sum = p.reduce((total, one) => total + one, 0);
  return p.map((one) => one / sum);
}
