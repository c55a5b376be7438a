import type { Kernel } from './kernels/kernel.ts';
import { createNetwork, type Network, type NetworkSpec } from './network.ts';

/** A network that only predicts, in batches of its own choosing. */
export interface Predictor {
  readonly network: Network;
  /** @throws NetworkError unless there is a finite number for each parameter, in the public order */
  setWeights(flat: ArrayLike<number>): void;
  /**
   * x `[rows, inputs]`, row-major → `[rows, outputs]`: a probability for each class, also where the network has one
   * unit for two classes, or the numbers of a regression. Writes to `into`, where given.
   */
  predict(x: ArrayLike<number>, rows: number, into?: Float32Array): Float32Array;
}

const batchRows = 256;

/** @throws NetworkError where layers, loss and data do not go together */
export function createPredictor(kernel: Kernel, spec: NetworkSpec): Predictor {
  const { inputs, outputs } = spec;
  const network = createNetwork(kernel, spec, { rows: batchRows });
  const batch = kernel.matrix(batchRows, inputs);

  const fill = (x: ArrayLike<number>, from: number, count: number): void => {
    for (let r = 0; r < count; r++) {
      for (let c = 0; c < inputs; c++) batch.data[r * batch.stride + c] = x[(from + r) * inputs + c]!;
    }
  };

  return {
    network,
    setWeights: network.importWeights,
    predict(x, rows, into = new Float32Array(rows * outputs)) {
      for (let from = 0; from < rows; from += batchRows) {
        const count = Math.min(batchRows, rows - from);
        fill(x, from, count);
        const { data, stride, columns } = network.predict(batch, count);
        for (let r = 0; r < count; r++) {
          const to = (from + r) * outputs;
          for (let c = 0; c < columns; c++) into[to + c] = data[r * stride + c]!;
          if (columns < outputs) expand(into, to);
        }
      }
      return into;
    },
  };
}

/** The probability of the second of two classes, which stands at `at`, becomes those of both. */
function expand(into: Float32Array, at: number): void {
  const positive = into[at]!;
  into[at] = 1 - positive;
  into[at + 1] = positive;
}
