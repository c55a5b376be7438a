import type { Kernel } from '../../nn/kernels/kernel.ts';
import { createPredictor } from '../../nn/predictor.ts';
import { argmax } from '../../nn/metrics/confusion.ts';
import { measureClasses } from './class-measures.ts';
import { createPlanes, cutSize, frameOfCut } from './cut.ts';
import { createLayerMeasures } from './layer-measures.ts';
import type { Biography, Frame, Part, ReplayModel, Wish } from './model.ts';
import { measureNumbers } from './number-measures.ts';
import { measureRows, rowLoss } from './row-measures.ts';

/** Everything that a replay shows of a run, from the weights of an epoch, by the core that trained them. */
export interface ReplayEngine {
  /** `before`: the weights of the epoch before, null for epoch 0 */
  frame(epoch: number, weights: Float32Array, before: Float32Array | null, wish: Wish): Frame;
  /** One row of the table through neighbouring epochs. weights `[epochs, parameters]` */
  biography(row: number, weights: Float32Array): Biography;
}

/** @throws NetworkError where the network does not fit the rows */
export function createReplayEngine(kernel: Kernel, model: ReplayModel): ReplayEngine {
  const { inputs, outputs, task } = model;
  const predictor = createPredictor(kernel, model);
  const measureLayers = createLayerMeasures(kernel, model);
  const planeOf = createPlanes(model);
  let gathered: { part: Part; x: Float32Array } | null = null;
  const parameters = predictor.network.values.size;
  const cells = new Float32Array(cutSize * cutSize * outputs);

  function rowsOf(part: Part): Float32Array {
    if (gathered?.part === part) return gathered.x;
    const x = new Float32Array(model.rows[part].length * inputs);
    model.rows[part].forEach((row, i) => x.set(model.x.subarray(row * inputs, (row + 1) * inputs), i * inputs));
    gathered = { part, x };
    return x;
  }

  return {
    frame(epoch, weights, before, wish) {
      predictor.setWeights(weights);
      const list = model.rows[wish.part];
      const rows = measureRows(model, list, predictor.predict(rowsOf(wish.part), list.length), wish);
      const plane = planeOf(wish.cut, wish.part);
      return {
        epoch, rows,
        classes: task === 'classification' ? measureClasses(rows, outputs, wish) : null,
        numbers: task === 'regression' ? measureNumbers(rows) : null,
        layers: wish.layers ? measureLayers(weights, before, wish) : [],
        cut: frameOfCut(plane, predictor.predict(plane.grid, cutSize * cutSize, cells), model),
      };
    },
    biography(row, weights) {
      const epochs = weights.length / parameters;
      const x = model.x.subarray(row * inputs, (row + 1) * inputs);
      const target = model.y[row]!;
      const life: Biography = { probability: new Float32Array(epochs), loss: new Float32Array(epochs), predicted: new Uint16Array(task === 'classification' ? epochs : 0) };
      const out = new Float32Array(outputs);
      for (let e = 0; e < epochs; e++) {
        predictor.setWeights(weights.subarray(e * parameters, (e + 1) * parameters));
        predictor.predict(x, 1, out);
        const value = task === 'classification' ? out[target]! : out[0]!;
        life.probability[e] = value;
        life.loss[e] = task === 'classification' ? rowLoss(value) : (value - target) * (value - target);
        if (task === 'classification') life.predicted[e] = argmax(out, 0, outputs);
      }
      return life;
    },
  };
}
