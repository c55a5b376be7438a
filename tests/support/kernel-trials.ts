import type { Activation, DenseShape, Kernel, Matrix, Parameters } from '../../src/nn/kernels/kernel.ts';
import { createReferenceKernel } from '../../src/nn/kernels/reference.ts';
import { createGenerator, type Generator } from '../../src/nn/random.ts';

/**
 * Runs each operation of a kernel and of the float32 reference on the same random input, and lists every difference.
 * Shapes go from 1×1×1 up over odd sizes; numbers are ordinary, zeros of both signs, subnormals, at the ends of the
 * range, infinite or NaN.
 */
export function kernelDifferences(create: () => Kernel, trials: number, seed = 1): string[] {
  const differences: string[] = [];
  for (const [name, operation] of Object.entries(operations)) {
    for (let i = 0; i < trials; i++) {
      const run = (kernel: Kernel) => operation(kernel, createDraw(createGenerator(seed, `${name} ${i}`), i));
      const difference = firstDifference(run(create()), run(createReferenceKernel('float32')));
      if (difference) differences.push(`${name}, trial ${i}: ${difference}`);
    }
  }
  return differences;
}

type Result = { values: number[]; padding: boolean };
type Operation = (kernel: Kernel, draw: Draw) => Result;

/** Where the random input of a trial comes from: the same for both kernels. */
interface Draw {
  size(): number;
  /** a whole number from 0 to below − 1 */
  index(below: number): number;
  number(): number;
  positive(): number;
  pick<T>(of: readonly T[]): T;
  matrix(kernel: Kernel, rows: number, columns: number): Matrix;
  parameters(kernel: Kernel, shapes: readonly DenseShape[], number?: () => number): Parameters;
  activation(): Activation;
  shapes(): DenseShape[];
}

const activationsOf = (kind: number): Activation =>
  ([{ kind: 'relu' }, { kind: 'leakyRelu', slope: 0.01 }, { kind: 'sigmoid' }, { kind: 'tanh' }] as const)[kind]!;

const operations: Record<string, Operation> = {
  gather(kernel, draw) {
    const [rows, columns, count] = [draw.size(), draw.size(), draw.size()];
    const source = draw.matrix(kernel, rows, columns);
    const indices = kernel.indices(count + 3);
    for (let i = 0; i < count + 3; i++) indices.data[i] = draw.index(rows);
    const into = kernel.matrix(count, columns);
    kernel.gather(source, indices, 3, count, into);
    return collect([into]);
  },
  affine(kernel, draw) {
    const { x, layer, y, rows } = dense(kernel, draw);
    kernel.affine(x, layer, y, rows, draw.pick([null, draw.activation()]));
    return collect([x, y]);
  },
  parameterGradient(kernel, draw) {
    const { x, values, layer, y: dy, rows } = dense(kernel, draw);
    fill(dy, draw);
    kernel.parameterGradient(x, dy, layer, rows);
    return withNorm(kernel, values);
  },
  inputGradient(kernel, draw) {
    const { x: dx, layer, y: dy, rows } = dense(kernel, draw);
    fill(dy, draw);
    kernel.inputGradient(dy, layer, dx, rows);
    return collect([dx]);
  },
  activate(kernel, draw) {
    const { x, y, rows } = pair(kernel, draw);
    kernel.activate(x, y, rows, draw.activation());
    return collect([y]);
  },
  activationGradient(kernel, draw) {
    const { x: output, y: dy, rows } = pair(kernel, draw);
    fill(dy, draw);
    kernel.activationGradient(output, dy, dy, rows, draw.activation());
    return collect([dy]);
  },
  multiply(kernel, draw) {
    const { x, y: mask, rows } = pair(kernel, draw);
    fill(mask, draw);
    kernel.multiply(x, mask, x, rows);
    return collect([x]);
  },
  softmax(kernel, draw) {
    const { x, y, rows } = pair(kernel, draw);
    kernel.softmax(x, y, rows);
    kernel.softmax(x, x, rows);
    return collect([x, y]);
  },
  softmaxCrossEntropy(kernel, draw) {
    const { x, y: p, rows } = pair(kernel, draw);
    const target = labels(kernel, draw, x.rows, x.columns);
    const dx = kernel.matrix(x.rows, x.columns);
    kernel.softmaxCrossEntropy(x, target, p, draw.pick([dx, null]), rows, rows);
    return collect([p, dx], [kernel.result[0]!]);
  },
  sigmoidCrossEntropy(kernel, draw) {
    const rows = draw.size();
    const x = draw.matrix(kernel, rows, 1);
    const target = labels(kernel, draw, rows, 2);
    const [p, dx] = [kernel.matrix(rows, 1), kernel.matrix(rows, 1)];
    kernel.sigmoidCrossEntropy(x, target, p, draw.pick([dx, null]), rows, rows);
    return collect([p, dx], [kernel.result[0]!]);
  },
  squaredError(kernel, draw) {
    const { x, y: target, rows } = pair(kernel, draw);
    fill(target, draw);
    const dx = kernel.matrix(x.rows, x.columns);
    kernel.squaredError(x, target, draw.pick([dx, null]), rows, rows);
    return collect([dx], [kernel.result[0]!]);
  },
  addPenalties(kernel, draw) {
    const [values, gradient] = blocks(kernel, draw, 2);
    kernel.addPenalties(values!, gradient!, draw.positive(), draw.positive());
    return withNorm(kernel, gradient!);
  },
  norm(kernel, draw) {
    return withNorm(kernel, blocks(kernel, draw, 1)[0]!);
  },
  scale(kernel, draw) {
    const [block] = blocks(kernel, draw, 1);
    kernel.scale(block!, draw.number());
    return withNorm(kernel, block!);
  },
  sgd(kernel, draw) {
    const [values, gradient] = blocks(kernel, draw, 2);
    kernel.sgd(values!, gradient!, draw.positive());
    return withNorm(kernel, values!);
  },
  momentum(kernel, draw) {
    const [values, gradient, velocity] = blocks(kernel, draw, 3);
    kernel.momentum(values!, gradient!, velocity!, draw.positive(), draw.positive(), draw.pick([true, false]));
    return withNorm(kernel, values!, velocity!);
  },
  rmsprop(kernel, draw) {
    const [values, gradient, square] = updating(kernel, draw, 1);
    kernel.rmsprop(values!, gradient!, square!, draw.positive(), draw.pick([0.9, 0.999]), draw.pick([1e-7, 0]));
    return withNorm(kernel, values!, square!);
  },
  adam(kernel, draw) {
    const [values, gradient, first, second] = updating(kernel, draw, 2);
    const step = {
      rate: draw.positive(), beta1: 0.9, beta2: 0.999, epsilon: draw.pick([1e-7, 0]), decay: draw.pick([0, 0.01]),
      correction1: draw.pick([0.1, 1]), correction2: draw.pick([0.001, 1]),
    };
    kernel.adam(values!, gradient!, first!, second!, step);
    return withNorm(kernel, values!, first!, second!);
  },
  adagrad(kernel, draw) {
    const [values, gradient, square] = updating(kernel, draw, 1);
    kernel.adagrad(values!, gradient!, square!, draw.positive(), draw.pick([1e-7, 0]));
    return withNorm(kernel, values!, square!);
  },
  copyParameters(kernel, draw) {
    const [from, to, beside] = blocks(kernel, draw, 3);
    kernel.copyParameters(from!, to!);
    return withNorm(kernel, from!, to!, beside!);
  },
};

function dense(kernel: Kernel, draw: Draw) {
  const [rows, inputs, units] = [draw.size(), draw.size(), draw.size()];
  const x = draw.matrix(kernel, rows, inputs);
  const before = { inputs: 3, units: 5 };
  const values = draw.parameters(kernel, [before, { inputs, units }, before]);
  const y = kernel.matrix(rows, units);
  return { x, values, layer: values.layers[1]!, y, rows: draw.pick([rows, Math.ceil(rows / 2)]) };
}

function pair(kernel: Kernel, draw: Draw) {
  const [rows, columns] = [draw.size(), draw.size()];
  return { x: draw.matrix(kernel, rows, columns), y: kernel.matrix(rows, columns), rows: draw.pick([rows, Math.ceil(rows / 2)]) };
}

function labels(kernel: Kernel, draw: Draw, rows: number, classes: number): Matrix {
  const target = kernel.matrix(rows, 1);
  for (let r = 0; r < rows; r++) target.data[r * target.stride] = draw.index(classes);
  return target;
}

function blocks(kernel: Kernel, draw: Draw, count: number): Parameters[] {
  const shapes = draw.shapes();
  return Array.from({ length: count }, () => draw.parameters(kernel, shapes));
}

/** Values, gradient, and as many slots as an optimizer keeps; no slot is negative, since their roots are taken. */
function updating(kernel: Kernel, draw: Draw, slots: number): Parameters[] {
  const shapes = draw.shapes();
  const any = [0, 1].map(() => draw.parameters(kernel, shapes));
  return [...any, ...Array.from({ length: slots }, () => draw.parameters(kernel, shapes, draw.positive))];
}

function createDraw(generator: Generator, trial: number): Draw {
  const largest = [1, 3, 9, 20, 40][trial % 5]!;
  const kinds = [ordinary, ordinary, ordinary, grainy, tiny, huge, wild];
  const kind = kinds[trial % kinds.length]!;
  const draw: Draw = {
    // Now and then one size goes beyond a block of the depth.
    size: () => (largest === 40 && generator.int(12) === 0 ? 500 + generator.int(100) : 1 + generator.int(largest)),
    index: (below) => generator.int(below),
    number: () => Math.fround(kind(generator)),
    positive: () => Math.abs(Math.fround(kind(generator))),
    pick: (of) => of[generator.int(of.length)]!,
    matrix(kernel, rows, columns) {
      const matrix = kernel.matrix(rows, columns);
      fill(matrix, draw);
      return matrix;
    },
    parameters(kernel, shapes, number = draw.number) {
      const block = kernel.parameters(shapes);
      kernel.importParameters(block, Float32Array.from({ length: block.size }, number));
      return block;
    },
    activation: () => activationsOf(generator.int(4)),
    shapes: () => Array.from({ length: 1 + generator.int(3) }, () => ({ inputs: draw.size(), units: draw.size() })),
  };
  return draw;
}

const ordinary = (generator: Generator): number => generator.normal();
/** few bits, so that sums cancel and tie */
const grainy = (generator: Generator): number => (generator.int(9) - 4) / 4;
const tiny = (generator: Generator): number => generator.normal() * 2 ** -(60 + generator.int(90));
const huge = (generator: Generator): number => generator.normal() * 2 ** (40 + generator.int(88));
const wild = (generator: Generator): number =>
  generator.int(6) ? ordinary(generator) : [NaN, Infinity, -Infinity, 0, -0, 3e38, -1e-45][generator.int(7)]!;

function fill({ rows, columns, stride, data }: Matrix, draw: Draw): void {
  for (let r = 0; r < rows; r++) for (let c = 0; c < columns; c++) data[r * stride + c] = draw.number();
}

/** The numbers of matrices without their padding, which has to be 0. */
function collect(matrices: Matrix[], more: number[] = []): Result {
  const values = [...more];
  let padding = true;
  for (const { rows, columns, stride, data } of matrices) {
    for (let i = 0; i < rows * stride; i++) {
      if (i % stride < columns) values.push(data[i]!);
      else padding &&= data[i] === 0;
    }
  }
  return { values, padding };
}

/** The norm and the finiteness go over the padding of a block: both would show that it is not 0. */
function withNorm(kernel: Kernel, ...parameters: Parameters[]): Result {
  const values = parameters.flatMap((block) => {
    const flat = new Float32Array(block.size);
    kernel.exportParameters(block, flat);
    kernel.norm(block);
    return [...flat, kernel.result[0]!, kernel.firstNonFinite(block)];
  });
  return { values, padding: true };
}

function firstDifference(got: Result, expected: Result): string | null {
  if (!got.padding) return 'the padding is not 0';
  const at = expected.values.findIndex((value, i) => !Object.is(value, got.values[i]));
  return at < 0 ? null : `number ${at} is ${got.values[at]}, not ${expected.values[at]}`;
}
