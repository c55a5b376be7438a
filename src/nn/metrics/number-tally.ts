import type { Metrics } from '../spec.ts';
import { explained } from './regression.ts';
import type { Phase, Tally } from './tally.ts';

/**
 * loss, mse, mae and r2 of a regression. `rows` is how many a pass will add; `variations` holds Σ(y − ȳ)² of each
 * output over them.
 */
export function numberTally(phase: Phase, rows: number, variations: Float64Array): Tally {
  const outputs = variations.length;
  const squares = new Float64Array(outputs);
  const names = { loss: `${phase}_loss`, mse: `${phase}_mse`, mae: `${phase}_mae`, r2: `${phase}_r2` };
  let loss = 0;
  let absolutes = 0;

  return {
    reset() {
      loss = 0;
      absolutes = 0;
      squares.fill(0);
    },
    add(prediction, target, count, lossSum) {
      loss += lossSum;
      for (let r = 0; r < count; r++) {
        for (let o = 0; o < outputs; o++) {
          const error = prediction.data[r * prediction.stride + o]! - target.data[r * target.stride + o]!;
          squares[o] = squares[o]! + error * error;
          absolutes += Math.abs(error);
        }
      }
    },
    report(into: Metrics) {
      let r2 = 0;
      for (let o = 0; o < outputs; o++) r2 += explained(squares[o]!, variations[o]!) / outputs;
      const mean = loss / (rows * outputs);
      into[names.loss] = mean;
      into[names.mse] = mean;
      into[names.mae] = absolutes / (rows * outputs);
      into[names.r2] = r2;
    },
  };
}
