import type { LayerSpec } from '../spec.ts';

/**
 * The seam between the network core and its arithmetic. Layers, losses and optimizers hold handles into the
 * kernel's memory and call these operations; nothing here allocates once training has begun.
 *
 * Every implementation in float32 gives the same bits: see docs/decisions on arithmetic.
 */
export interface Kernel {
  readonly name: string;
  readonly precision: 'float32' | 'float64';

  // Memory. All of it is zeroed when handed out and freed with the kernel.
  matrix(rows: number, columns: number): Matrix;
  indices(length: number): Indices;
  /** A block with room for every dense layer's W and b, contiguous: values, their gradient, or one optimizer slot. */
  parameters(shapes: DenseShape[]): Parameters;
  /** Copies from and to the public order: per layer in order, W as `[inputs, units]` row-major, then b. */
  importParameters(block: Parameters, flat: ArrayLike<number>): void;
  exportParameters(block: Parameters, into: Floats): void;
  copyParameters(from: Parameters, to: Parameters): void;

  /** `into[i] = source[rows[from + i]]` for `count` rows. */
  gather(source: Matrix, rows: Indices, from: number, count: number, into: Matrix): void;

  // Dense layers. `rows` is how many rows of the batch are in use.
  /** `Y = activation(X·W + b)`; each element: start at b, then one fused multiply-add for each k in order. */
  affine(x: Matrix, layer: DenseParameters, y: Matrix, rows: number, activation: Activation | null): void;
  /** `dW = Xᵀ·dY`, `db = Σ dY`, both summed over the batch rows in order, starting from 0. */
  parameterGradient(x: Matrix, dy: Matrix, gradient: DenseParameters, rows: number): void;
  /** `dX = dY·Wᵀ`, summed over the units in order, starting from 0. */
  inputGradient(dy: Matrix, layer: DenseParameters, dx: Matrix, rows: number): void;

  // Elementwise, of activation layers that no dense layer has taken in.
  activate(x: Matrix, y: Matrix, rows: number, activation: Activation): void;
  /** `dX = dY ∘ f′`, with f′ taken from the layer's output y. `dx` may be `dy`. */
  activationGradient(y: Matrix, dy: Matrix, dx: Matrix, rows: number, activation: Activation): void;
  /** `Y = X ∘ M`: dropout, forward and backward. `y` may be `x`. */
  multiply(x: Matrix, mask: Matrix, y: Matrix, rows: number): void;
  softmax(x: Matrix, y: Matrix, rows: number): void;

  // Losses: return the sum over the rows in float64; write `dX = ∂(sum · scale)/∂x` where `dx` is given.
  /** x: logits; p: probabilities out; target: class index in column 0. `dX = (P − Y) · scale` */
  softmaxCrossEntropy(x: Matrix, target: Matrix, p: Matrix, dx: Matrix | null, rows: number, scale: number): number;
  /** x: logits `[rows, 1]`; p: probabilities out; target: 0 or 1. `dX = (P − Y) · scale` */
  sigmoidCrossEntropy(x: Matrix, target: Matrix, p: Matrix, dx: Matrix | null, rows: number, scale: number): number;
  /** Sum of squared differences over all outputs. `dX = 2 (X − Y) · scale` */
  squaredError(x: Matrix, target: Matrix, dx: Matrix | null, rows: number, scale: number): number;

  // Whole blocks of parameters.
  /** Adds the gradients of `l1 Σ|w| + l2/2 Σw²` over weights, not biases. */
  addPenalties(values: Parameters, gradient: Parameters, l1: number, l2: number): void;
  /** Square root of the sum of squares, in float64. */
  norm(block: Parameters): number;
  scale(block: Parameters, factor: number): void;
  sgd(values: Parameters, gradient: Parameters, rate: number): void;
  momentum(values: Parameters, gradient: Parameters, velocity: Parameters, rate: number, mu: number, nesterov: boolean): void;
  rmsprop(values: Parameters, gradient: Parameters, square: Parameters, rate: number, beta: number, epsilon: number): void;
  /** `step` counts from 1; `decay` is decoupled (AdamW), 0 for Adam. */
  adam(values: Parameters, gradient: Parameters, first: Parameters, second: Parameters, step: AdamStep): void;
  adagrad(values: Parameters, gradient: Parameters, square: Parameters, rate: number, epsilon: number): void;
  /** Index of the first dense layer with a value that is not finite, or -1. */
  firstNonFinite(block: Parameters): number;
}

export type Floats = Float32Array | Float64Array;

/** Row-major; row r starts at `data[r * stride]`. Columns from `columns` to `stride` are padding and stay 0. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly stride: number;
  readonly data: Floats;
  /** where it lies in the kernel's memory, in bytes; 0 where a kernel has no memory of its own */
  readonly address: number;
}

export interface Indices {
  readonly data: Uint32Array;
  readonly address: number;
}

export interface DenseShape {
  inputs: number;
  units: number;
}

/** One dense layer's place in a block. The layout is the kernel's own business. */
export interface DenseParameters extends DenseShape {
  readonly address: number;
}

export interface Parameters {
  readonly layers: readonly DenseParameters[];
  /** floats in the public order */
  readonly size: number;
}

export type Activation =
  | { kind: Extract<LayerSpec['layer'], 'relu' | 'sigmoid' | 'tanh'> }
  | { kind: 'leakyRelu'; slope: number };

/** Adam's numbers for one step, gathered so that a step allocates nothing: the caller keeps one and updates it. */
export interface AdamStep {
  rate: number;
  beta1: number;
  beta2: number;
  epsilon: number;
  decay: number;
  /** `1 − beta1^t` and `1 − beta2^t` */
  correction1: number;
  correction2: number;
}
