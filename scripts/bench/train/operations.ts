import type { Kernel } from '../../../src/nn/kernels/kernel.ts';
import type { Case } from './cases.ts';
import { median } from './median.ts';

export interface OperationTime {
  name: string;
  microseconds: number;
  gflops: number | null;
}

/** How long the operations of one training step take on the middle layer of a case and on all of its parameters. */
export function timeOperations(kernel: Kernel, { sizes, batchSize: rows }: Case): OperationTime[] {
  const [inputs, units] = [sizes[1]!, sizes[2]!];
  const shapes = sizes.slice(1).map((width, at) => ({ inputs: sizes[at]!, units: width }));
  const [values, gradient, first, second] = Array.from({ length: 4 }, () => kernel.parameters(shapes));
  const [layer, slope] = [values!.layers[1]!, gradient!.layers[1]!];
  const [x, dx] = [kernel.matrix(rows, inputs), kernel.matrix(rows, inputs)];
  const [y, dy] = [kernel.matrix(rows, units), kernel.matrix(rows, units)];
  const classes = sizes.at(-1)!;
  const [z, p, dz, target] = [kernel.matrix(rows, classes), kernel.matrix(rows, classes), kernel.matrix(rows, classes), kernel.matrix(rows, 1)];
  const source = kernel.matrix(rows, sizes[0]!);
  const batch = kernel.matrix(rows, sizes[0]!);
  const list = kernel.indices(rows);
  kernel.importParameters(values!, new Float32Array(values!.size).fill(0.01));
  for (const { data } of [x, dy, z]) for (let i = 0; i < data.length; i++) data[i] = (i % 17) / 17;
  const step = { rate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-7, decay: 0, correction1: 1, correction2: 1 };
  const flops = 2 * rows * inputs * units;
  const relu = { kind: 'relu' } as const;
  const operations: [name: string, flops: number | null, run: () => void][] = [
    ['gather', null, () => kernel.gather(source, list, 0, rows, batch)],
    [`X·W + b, relu (${rows}×${inputs}×${units})`, flops, () => kernel.affine(x, layer, y, rows, relu)],
    ['Xᵀ·dY', flops, () => kernel.parameterGradient(x, dy, slope, rows)],
    ['dY·Wᵀ', flops, () => kernel.inputGradient(dy, layer, dx, rows)],
    ['relu backward', null, () => kernel.activationGradient(y, dy, dy, rows, relu)],
    [`softmax, cross-entropy (${rows}×${classes})`, null, () => kernel.softmaxCrossEntropy(z, target, p, dz, rows, rows)],
    [`norm (${values!.size} parameters)`, null, () => kernel.norm(gradient!)],
    ['adam', null, () => kernel.adam(values!, gradient!, first!, second!, step)],
    ['look for what is not finite', null, () => void kernel.firstNonFinite(values!)],
  ];
  return operations.map(([name, work, run]) => {
    const seconds = secondsOf(run);
    return { name, microseconds: seconds * 1e6, gflops: work && work / seconds / 1e9 };
  });
}

/** of one call, in rounds of some milliseconds */
function secondsOf(run: () => void): number {
  let calls = 1;
  let seconds = 0;
  const round = () => {
    const start = performance.now();
    for (let i = 0; i < calls; i++) run();
    return (performance.now() - start) / 1000;
  };
  while ((seconds = round()) < 0.004) calls *= 2;
  return median(Array.from({ length: 5 }, round)) / calls || seconds;
}
