import type { Kernel, Matrix } from '../../src/nn/kernels/kernel.ts';
import { createLoss } from '../../src/nn/losses/loss.ts';
import { createNetwork, type Network, type NetworkSpec } from '../../src/nn/network.ts';
import { createGenerator, type Generator } from '../../src/nn/random.ts';
import { fillMatrix } from '../../src/nn/training-table.ts';

/** One network on one fixed batch: the loss and all its gradients, for any weights. */
export interface Pass {
  network: Network;
  rows: number;
  setWeights(flat: ArrayLike<number>): void;
  setInput(x: ArrayLike<number>): void;
  /** mean loss of the batch; dropout draws the same masks every time */
  loss(): number;
  /** the same, and goes backwards */
  learn(): { loss: number; prediction: number[]; gradient: Float64Array; inputGradient: number[] };
}

/** x `[rows, inputs]`; y a class index or 0 and 1 a row, or `outputs` numbers */
export function onePass(kernel: Kernel, spec: NetworkSpec, x: ArrayLike<number>, y: ArrayLike<number>, fuse = true): Pass {
  const rows = x.length / spec.inputs;
  const streams = new Map<string, { generator: Generator }>();
  const network = createNetwork(kernel, spec, { rows, training: { generator: (purpose) => rewindable(streams, purpose) }, inputGradient: true, fuse });
  const loss = createLoss(spec.loss, kernel, rows, network.shapes.at(-1)!.units);
  const input = fillMatrix(kernel.matrix(rows, spec.inputs), x);
  const target = fillMatrix(kernel.matrix(rows, y.length / rows), y);
  const forward = (): Matrix => {
    for (const [purpose, stream] of streams) stream.generator = createGenerator(1, purpose);
    return network.forward(input, rows, 'training');
  };
  return {
    network,
    rows,
    setWeights: network.importWeights,
    setInput: (values) => void fillMatrix(input, values),
    loss: () => loss.evaluate(forward(), target, rows).sum / (rows * loss.terms),
    learn() {
      const { sum, prediction } = loss.learn(forward(), target, rows);
      const probabilities = valuesOf(prediction, rows);
      const dx = network.backward(loss.dz, rows)!;
      const gradient = new Float64Array(network.values.size);
      kernel.exportParameters(network.gradient!, gradient);
      return { loss: sum / (rows * loss.terms), prediction: probabilities, gradient, inputGradient: valuesOf(dx, rows) };
    },
  };
}

/** The numbers in use, without padding. */
export function valuesOf({ data, stride, columns }: Matrix, rows: number): number[] {
  return Array.from({ length: rows }, (_, r) => Array.from(data.subarray(r * stride, r * stride + columns))).flat();
}

function rewindable(streams: Map<string, { generator: Generator }>, purpose: string): Generator {
  const stream = { generator: createGenerator(1, purpose) };
  streams.set(purpose, stream);
  return {
    next: () => stream.generator.next(),
    float: () => stream.generator.float(),
    int: (below) => stream.generator.int(below),
    normal: () => stream.generator.normal(),
    state: () => stream.generator.state(),
  };
}
