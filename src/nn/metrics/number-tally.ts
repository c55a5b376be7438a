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
  // Fields, because captured variables would be allocated anew with each number.
  const sums = { loss: 0, absolutes: 0 };

  return {
    reset() {
      sums.loss = 0;
      sums.absolutes = 0;
      squares.fill(0);
    },
    add({ sum, prediction }, target, count) {
      sums.loss += sum;
      for (let r = 0; r < count; r++) {
        for (let o = 0; o < outputs; o++) {
          const error = prediction.data[r * prediction.stride + o]! - target.data[r * target.stride + o]!;
          squares[o] = squares[o]! + error * error;
          sums.absolutes += Math.abs(error);
        }
      }
    },
    report(into: Metrics) {
      let r2 = 0;
      for (let o = 0; o < outputs; o++) r2 += explained(squares[o]!, variations[o]!) / outputs;
      const mean = sums.loss / (rows * outputs);
      into[names.loss] = mean;
      into[names.mse] = mean;
      into[names.mae] = sums.absolutes / (rows * outputs);
      into[names.r2] = r2;
    },
  };
}
