import type { Kernel } from './kernels/kernel.ts';
import { createGenerator } from './random.ts';
import type { TrainSpec, TrainingData } from './spec.ts';
import { train } from './train.ts';

export type SelfTestFailure = 'notFused' | 'otherNumbers';

/**
 * Whether a float32 kernel computes here as it should: probes tell fused multiply-adds from unfused ones in tiles of
 * all sizes, and a tiny training must end in weights that are known bit by bit. `create` gives a fresh kernel.
 */
export function selfTest(create: () => Kernel): SelfTestFailure | null {
  if (![8, 40].every((units) => released(create(), (kernel) => isFused(kernel, units)))) return 'notFused';
  return released(create(), tinyTraining) === tinyTrainingChecksum ? null : 'otherNumbers';
}

function released<T>(kernel: Kernel, use: (kernel: Kernel) => T): T {
  const result = use(kernel);
  kernel.release();
  return result;
}

/** Weights after `tinyTraining`, as the reference kernel has them. */
export const tinyTrainingChecksum = 3131580605;

/**
 * (1 + 2^−12)² − (1 + 2^−11) is 2^−24 when it is rounded once, and 0 when the square is rounded first. Units of one panel, and
 * of two and three, as tiles take them.
 */
function isFused(kernel: Kernel, units: number): boolean {
  const rows = 13;
  const x = kernel.matrix(rows, 1);
  const y = kernel.matrix(rows, units);
  const block = kernel.parameters([{ inputs: 1, units }]);
  const flat = new Float32Array(block.size).fill(1 + 2 ** -12, 0, units).fill(-(1 + 2 ** -11), units);
  kernel.importParameters(block, flat);
  for (let r = 0; r < rows; r++) x.data[r * x.stride] = 1 + 2 ** -12;
  for (let count = 1; count <= rows; count++) {
    kernel.affine(x, block.layers[0]!, y, count, null);
    for (let r = 0; r < count; r++) {
      for (let n = 0; n < units; n++) if (y.data[r * y.stride + n] !== 2 ** -24) return false;
    }
  }
  return true;
}

/** Two epochs over 40 made-up rows, through every kind of layer. Returns a checksum of the weights. */
export function tinyTraining(kernel: Kernel): number {
  const training = train(spec, madeUpRows(), { kernel });
  let next = training.next();
  while (!next.done) next = training.next('continue');
  return checksum(next.value.weights);
}

const spec: TrainSpec = {
  network: [
    { layer: 'dense', units: 19, init: 'heNormal' }, { layer: 'relu' }, { layer: 'dropout', rate: 0.25 },
    { layer: 'dense', units: 10, init: 'heNormal' }, { layer: 'leakyRelu', slope: 0.01 },
    { layer: 'dense', units: 8, init: 'glorotNormal' }, { layer: 'tanh' },
    { layer: 'dense', units: 5, init: 'glorotUniform' }, { layer: 'sigmoid' },
    { layer: 'dense', init: 'glorotUniform' }, { layer: 'softmax' },
  ],
  loss: 'crossEntropy',
  penalties: { l1: 1e-4, l2: 1e-4 },
  optimizer: { name: 'adamw', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-7, weightDecay: 0.01 },
  schedule: { name: 'cosine', minimum: 0, warmup: 1 },
  clipNorm: 0.5,
  epochs: 2,
  batchSize: 11,
  shuffle: true,
  seed: 7,
  earlyStopping: null,
};

function madeUpRows(): TrainingData {
  const generator = createGenerator(7, 'self-test');
  const [rows, inputs, outputs] = [40, 7, 3];
  const order = Uint32Array.from({ length: rows }, (_, row) => row);
  return {
    x: Float32Array.from({ length: rows * inputs }, () => generator.normal()),
    y: Float32Array.from({ length: rows }, (_, row) => row % outputs),
    inputs, outputs, task: 'classification',
    train: order.subarray(0, 32), validation: order.subarray(32), test: order.subarray(40),
  };
}

/** FNV-1a over the bits, a word at a time. */
function checksum(weights: Float32Array): number {
  const words = new Uint32Array(weights.buffer, weights.byteOffset, weights.length);
  return words.reduce((hash, word) => Math.imul(hash ^ word, 0x01000193), 0x811c9dc5) >>> 0;
}
