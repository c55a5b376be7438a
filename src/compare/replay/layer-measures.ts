import type { Kernel } from '../../nn/kernels/kernel.ts';
import { createLoss } from '../../nn/losses/loss.ts';
import { createNetwork } from '../../nn/network.ts';
import { createGenerator } from '../../nn/random.ts';
import { evenBins } from './bins.ts';
import type { LayerFrame, ReplayModel, Wish } from './model.ts';

const batchRows = 256;
/** More rows change a gradient's norm by less than its fourth digit, and would hold up the playhead. */
const mostRows = 2048;
/** More cells than this along a side cannot be told apart. */
const mostCells = 128;

/** Measures the dense layers of a model. It has a network of its own, without dropout, that can go backwards. */
export function createLayerMeasures(kernel: Kernel, model: ReplayModel): (weights: Float32Array, before: Float32Array | null, wish: Wish) => LayerFrame[] {
  const { inputs, outputs, loss: lossName, x, y } = model;
  const kept = model.network.flatMap((spec, at) => (spec.layer === 'dropout' ? [] : [{ spec, at }]));
  const network = createNetwork(kernel, { network: kept.map(({ spec }) => spec), loss: lossName, inputs, outputs }, {
    rows: batchRows, training: { generator: (purpose) => createGenerator(0, purpose) }, fuse: false,
  });
  const loss = createLoss(lossName, kernel, batchRows, network.shapes.at(-1)!.units);
  const [batch, target] = [kernel.matrix(batchRows, inputs), kernel.matrix(batchRows, 1)];
  const step = Math.max(1, Math.ceil(model.rows.train.length / mostRows));
  const rows = model.rows.train.filter((_, i) => i % step === 0);
  const flat = new Float32Array(network.values.size);
  const dense = network.shapes.flatMap((shape, index) => (shape.spec.layer === 'dense' ? [{ ...shape, index, relu: network.shapes[index + 1]?.spec.layer === 'relu' }] : []));

  /** The gradient of the mean loss over the rows, in the public order, and for each ReLU which units were ever above 0. */
  function pass(): { gradient: Float64Array; alive: Map<number, Uint8Array> } {
    const gradient = new Float64Array(network.values.size);
    const alive = new Map(dense.filter(({ relu }) => relu).map(({ index, units }) => [index, new Uint8Array(units)]));
    for (let from = 0; from < rows.length; from += batchRows) {
      const count = Math.min(batchRows, rows.length - from);
      for (let r = 0; r < count; r++) {
        const row = rows[from + r]!;
        for (let c = 0; c < inputs; c++) batch.data[r * batch.stride + c] = x[row * inputs + c]!;
        target.data[r * target.stride] = y[row]!;
      }
      loss.learn(network.forward(batch, count, 'inference'), target, count);
      for (const [index, seen] of alive) {
        const { data, stride } = network.outputs[index + 1]!;
        for (let r = 0; r < count; r++) for (let u = 0; u < seen.length; u++) if (data[r * stride + u]! > 0) seen[u] = 1;
      }
      network.backward(loss.dz, count);
      kernel.exportParameters(network.gradient!, flat);
      for (let i = 0; i < flat.length; i++) gradient[i]! += (flat[i]! * count) / rows.length;
    }
    return { gradient, alive };
  }

  return (weights, before, { map }) => {
    network.importWeights(weights);
    const { gradient, alive } = pass();
    let from = 0;
    return dense.map(({ index, inputs: rowsOf, units, parameters, relu }) => {
      const range: [number, number] = [from, from + parameters];
      from += parameters;
      const own = weights.subarray(...range);
      const earlier = before?.subarray(...range) ?? null;
      const change = earlier ? own.map((w, i) => w - earlier[i]!) : null;
      const shown = map === 'change' ? (change ?? new Float32Array(parameters)) : own;
      const seen = alive.get(index);
      return {
        at: kept[index]!.at, inputs: rowsOf, units, ...thinned(shown, rowsOf, units), histogram: evenBins([shown], 40),
        norm: norm(own), change: change && norm(change), gradientNorm: norm(gradient.subarray(...range)),
        dead: relu && seen ? seen.reduce((dead, is) => dead + 1 - is, 0) / units : null,
      };
    });
  };
}

function norm(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! * values[i]!;
  return Math.sqrt(sum);
}

/** W `[inputs, units]`, each cell the mean of those that fall into it. */
function thinned(values: Float32Array, inputs: number, units: number): { map: Float32Array; mapRows: number; mapColumns: number } {
  const [mapRows, mapColumns] = [Math.min(inputs, mostCells), Math.min(units, mostCells)];
  if (mapRows === inputs && mapColumns === units) return { map: values.slice(0, inputs * units), mapRows, mapColumns };
  const [sums, counts] = [new Float32Array(mapRows * mapColumns), new Uint32Array(mapRows * mapColumns)];
  for (let r = 0; r < inputs; r++) {
    for (let c = 0; c < units; c++) {
      const at = Math.floor((r * mapRows) / inputs) * mapColumns + Math.floor((c * mapColumns) / units);
      sums[at]! += values[r * units + c]!;
      counts[at]!++;
    }
  }
  return { map: sums.map((sum, i) => sum / counts[i]!), mapRows, mapColumns };
}
