/**
 * What the compiled module exports. Pointers and strides are in bytes; see the file of the same matter in `assembly`.
 * A number that goes to a float32 parameter is rounded to float32 by the call itself.
 */
export interface Operations {
  gather(source: number, sourceStride: number, indices: number, count: number, into: number, stride: number, vectors: number): void;
  clearPadding(address: number, stride: number, rows: number, columns: number): void;

  affine(
    x: number, xStride: number, w: number, y: number, yStride: number,
    rows: number, inputs: number, units: number, activation: number, slope: number, wide: boolean,
  ): void;
  parameterGradient(
    x: number, xStride: number, dy: number, dyStride: number, w: number, rows: number, inputs: number, units: number, wide: boolean,
  ): void;
  inputGradient(
    dy: number, dyStride: number, w: number, dx: number, dxStride: number, scratch: number,
    rows: number, inputs: number, units: number, wide: boolean,
  ): void;

  activate(
    x: number, xStride: number, y: number, yStride: number, rows: number, columns: number, activation: number, slope: number,
  ): void;
  activationGradient(
    y: number, yStride: number, dy: number, dyStride: number, dx: number, dxStride: number,
    rows: number, columns: number, activation: number, slope: number,
  ): void;
  multiply(
    x: number, xStride: number, m: number, mStride: number, y: number, yStride: number, rows: number, columns: number,
  ): void;
  softmax(z: number, zStride: number, p: number, pStride: number, rows: number, columns: number): void;

  softmaxCrossEntropy(
    z: number, zStride: number, target: number, targetStride: number, p: number, pStride: number, d: number, dStride: number,
    rows: number, columns: number, scale: number,
  ): number;
  sigmoidCrossEntropy(
    z: number, zStride: number, target: number, targetStride: number, p: number, pStride: number, d: number, dStride: number,
    rows: number, scale: number,
  ): number;
  squaredError(
    x: number, xStride: number, target: number, targetStride: number, d: number, dStride: number,
    rows: number, columns: number, factor: number,
  ): number;

  addPenalties(w: number, g: number, bytes: number, l1: number, l2: number): void;
  norm(g: number, bytes: number): number;
  allFinite(address: number, bytes: number): number;
  scale(g: number, bytes: number, factor: number): void;
  sgd(w: number, g: number, bytes: number, rate: number): void;
  momentum(w: number, g: number, v: number, bytes: number, rate: number, mu: number, nesterov: boolean): void;
  rmsprop(w: number, g: number, v: number, bytes: number, rate: number, beta: number, take: number, epsilon: number): void;
  adagrad(w: number, g: number, s: number, bytes: number, rate: number, epsilon: number): void;
  adam(
    w: number, g: number, m: number, v: number, bytes: number, beta1: number, take1: number, beta2: number, take2: number,
    rate: number, unbias: number, keep: number, epsilon: number,
  ): void;

  exp(x: number): number;
  expm1(x: number): number;
  log(x: number): number;
  log1p(x: number): number;
  sigmoid(x: number): number;
  tanh(x: number): number;
}
