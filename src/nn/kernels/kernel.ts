import type { LayerSpec } from '../spec.ts';

/**
 * The seam between the network core and its arithmetic. Layers, losses and optimizers hold handles into the
 * kernel's memory and call these operations; nothing here allocates once training has begun.
 *
 * Every implementation in float32 gives the same bits: see docs/decisions on arithmetic. To that end the comments
 * below fix the order and the rounding of every operation, in this notation:
 *
 * - `f(…)` rounds to float32, to nearest, ties to even. A scalar argument (a rate, a factor, a slope) is rounded
 *   once by `f` before the loop begins.
 * - `fma(a, b, c)` is `a·b + c`, rounded once to float32.
 * - Everything that is said to be float64 widens its float32 operands first. `exp`, `log`, `log1p`, `tanh` and
 *   `sigmoid` are those of `elementary.ts`, float64 to float64.
 * - Denormals are kept. A NaN's payload is not promised; where bits are hashed it is made canonical.
 *
 * An implementation in float64 leaves out `f` and reads `fma` as a product and a sum.
 */
export interface Kernel {
  readonly name: string;
  readonly precision: 'float32' | 'float64';
  /** Holds, at 0, the number that the last loss or norm came to: returned from a call, it would be allocated. */
  readonly result: Float64Array;

  // Memory. All of it is zeroed when handed out and freed with the kernel.
  /**
   * Says that neither the kernel nor anything that it handed out is used any more. Not needed, but then the next kernel of
   * this thread may begin in memory and code that are warm.
   */
  release(): void;
  matrix(rows: number, columns: number): Matrix;
  indices(length: number): Indices;
  /** A block with room for every dense layer's W and b, contiguous: values, their gradient, or one optimizer slot. */
  parameters(shapes: readonly DenseShape[]): Parameters;
  /** Copies from and to the public order: per layer in order, W as `[inputs, units]` row-major, then b. */
  importParameters(block: Parameters, flat: ArrayLike<number>): void;
  exportParameters(block: Parameters, into: Floats): void;
  copyParameters(from: Parameters, to: Parameters): void;

  /** `into[i] = source[rows[from + i]]` for `count` rows. */
  gather(source: Matrix, rows: Indices, from: number, count: number, into: Matrix): void;

  // Dense layers. `rows` is how many rows of the batch are in use.
  /** `Y = activation(X·W + b)`; each element: start at `b[n]`, then `y = fma(x[k], w[k][n], y)` for each k in order. */
  affine(x: Matrix, layer: DenseParameters, y: Matrix, rows: number, activation: Activation | null): void;
  /**
   * `dW = Xᵀ·dY`, `db = Σ dY`, both over the batch rows r in order, starting from 0:
   * `dw[k][n] = fma(x[r][k], dy[r][n], dw[k][n])`, `db[n] = f(db[n] + dy[r][n])`.
   */
  parameterGradient(x: Matrix, dy: Matrix, gradient: DenseParameters, rows: number): void;
  /** `dX = dY·Wᵀ`, over the units n in order, starting from 0: `dx[k] = fma(dy[n], w[k][n], dx[k])`. */
  inputGradient(dy: Matrix, layer: DenseParameters, dx: Matrix, rows: number): void;

  // Elementwise, of activation layers that no dense layer has taken in.
  /**
   * relu `max(x, 0)` (NaN stays, −0 becomes 0); leakyRelu `x > 0 ? x : f(x·slope)`;
   * sigmoid and tanh in float64, rounded by `f`.
   */
  activate(x: Matrix, y: Matrix, rows: number, activation: Activation): void;
  /**
   * `dX = dY ∘ f′`, with f′ taken from the layer's output y. `dx` may be `dy`.
   * relu `y > 0 ? dy : 0`; leakyRelu `y > 0 ? dy : f(dy·slope)`; sigmoid `f(dy · f(y · f(1 − y)))`;
   * tanh `f(dy · fma(−y, y, 1))`.
   */
  activationGradient(y: Matrix, dy: Matrix, dx: Matrix, rows: number, activation: Activation): void;
  /** `Y = f(X ∘ M)`: dropout, forward and backward. `y` may be `x`. */
  multiply(x: Matrix, mask: Matrix, y: Matrix, rows: number): void;
  /**
   * Per row, columns j in order: `m = max z_j` (NaN if any is); `e_j = f(exp(z_j − m))` with difference and exp in
   * float64; `s = Σ e_j` in float64, starting from 0; `p_j = f(e_j / s)`, divided in float64. `y` may be `x`.
   */
  softmax(x: Matrix, y: Matrix, rows: number): void;

  // Losses: leave the sum over the rows in order, in float64, starting from 0, in `result`;
  // write `dX = ∂(sum · scale)/∂x` where `dx` is given, with `scale = 1/divisor` in float64.
  /**
   * x: logits; p: probabilities out, as `softmax` gives them; target: class index t in column 0.
   * A row's loss is `log(s) − (z_t − m)` in float64. `dx_j = f(f(p_j − [j = t]) · scale)`.
   */
  softmaxCrossEntropy(x: Matrix, target: Matrix, p: Matrix, dx: Matrix | null, rows: number, divisor: number): void;
  /**
   * x: logits z `[rows, 1]`; p: probabilities out, `f(sigmoid(z))`; target t: 0 or 1.
   * A row's loss is `(max(z, 0) − z·t) + log1p(exp(−|z|))` in float64. `dx = f(f(p − t) · scale)`.
   */
  sigmoidCrossEntropy(x: Matrix, target: Matrix, p: Matrix, dx: Matrix | null, rows: number, divisor: number): void;
  /**
   * Sum of squared differences over all outputs: columns in order within rows in order, `d = f(x − t)`, `sum += d·d` in
   * float64. `dx = f(d · f(2·scale))`, where 2·scale is taken in float64.
   */
  squaredError(x: Matrix, target: Matrix, dx: Matrix | null, rows: number, divisor: number): void;

  // Whole blocks of parameters, element by element: w a value, g its gradient.
  /**
   * Adds the gradients of `l1 Σ|w| + l2/2 Σw²` over weights, not biases:
   * `g = f(fma(l2, w, g) + (w > 0 ? l1 : w < 0 ? −l1 : 0))`.
   */
  addPenalties(values: Parameters, gradient: Parameters, l1: number, l2: number): void;
  /**
   * Leaves in `result` the square root of the sum of squares, in float64, by eight running sums (lanes) that start at 0 and go through the
   * whole block: per layer first W in panels of eight columns from left to right, inside a panel the rows k in order,
   * then b. The element of column n joins lane n mod 8: `lane += g·g`. In the end
   * `√(((l0 + l1) + (l2 + l3)) + ((l4 + l5) + (l6 + l7)))`.
   */
  norm(block: Parameters): void;
  /** `g = f(g·factor)` */
  scale(block: Parameters, factor: number): void;
  /** `w = fma(−rate, g, w)` */
  sgd(values: Parameters, gradient: Parameters, rate: number): void;
  /** `t = f(rate·g)`; `v = fma(mu, v, t)`; `w = f(w − v)`, with nesterov `w = f(w − fma(mu, v, t))`. */
  momentum(values: Parameters, gradient: Parameters, velocity: Parameters, rate: number, mu: number, nesterov: boolean): void;
  /**
   * `v = fma(beta, v, f(f(1 − beta) · f(g·g)))`, where 1 − beta is taken in float64;
   * `w = f(w − f(f(rate·g) / f(f(√v) + epsilon)))`.
   */
  rmsprop(values: Parameters, gradient: Parameters, square: Parameters, rate: number, beta: number, epsilon: number): void;
  /**
   * Once a step, in float64 and then rounded by `f`: `a = rate/correction1`, `c = 1/√correction2`,
   * `keep = 1 − rate·decay`, `1 − beta1`, `1 − beta2`. Per element:
   * `m = fma(beta1, m, f((1 − beta1)·g))`; `v = fma(beta2, v, f((1 − beta2)·f(g·g)))`;
   * `w = f(f(w·keep) − f(f(a·m) / fma(f(√v), c, epsilon)))`.
   */
  adam(values: Parameters, gradient: Parameters, first: Parameters, second: Parameters, step: AdamStep): void;
  /** `s = fma(g, g, s)`; `w = f(w − f(f(rate·g) / f(f(√s) + epsilon)))`. */
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
  /** Stays valid for as long as the kernel lives, unless more memory is asked of it: read the property anew then. */
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
  /** decoupled from the gradient (AdamW); 0 for Adam. Like the rest of the update it acts on biases as well. */
  decay: number;
  /** `1 − beta1^t` and `1 − beta2^t`, with t counted from 1 */
  correction1: number;
  correction2: number;
}
