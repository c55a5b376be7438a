/**
 * What the compiled module exports. Pointers and strides are in bytes; see the file of the same matter in `assembly`.
 * Scalars that are no whole numbers go through memory: see `scalars.ts` there, and each function for what it takes.
 */
export interface Operations {
  /** addresses of eight float32 for arguments, and of one float64 for a result */
  readonly scalars: { readonly value: number };
  readonly result: { readonly value: number };

  gather(source: number, sourceStride: number, indices: number, count: number, into: number, stride: number, vectors: number): void;
  rowsOfPanels(w: number, inputs: number, units: number, into: number): void;
  clearPadding(address: number, stride: number, rows: number, columns: number): void;

  affine(
    x: number, xStride: number, w: number, bias: number, y: number, yStride: number,
    rows: number, inputs: number, units: number, activation: number, wide: number,
  ): void;
  parameterGradient(
    x: number, xStride: number, dy: number, dyStride: number, w: number, bias: number,
    rows: number, inputs: number, units: number, wide: number,
  ): void;
  inputGradient(
    dy: number, dyStride: number, w: number, dx: number, dxStride: number, scratch: number,
    rows: number, inputs: number, units: number, first: number, panels: number, wide: number,
  ): void;

  activate(
    x: number, xStride: number, y: number, yStride: number, rows: number, columns: number, activation: number,
  ): void;
  activationGradient(
    y: number, yStride: number, dy: number, dyStride: number, dx: number, dxStride: number,
    rows: number, columns: number, activation: number,
  ): void;
  multiply(
    x: number, xStride: number, m: number, mStride: number, y: number, yStride: number, rows: number, columns: number,
  ): void;
  softmax(z: number, zStride: number, p: number, pStride: number, rows: number, columns: number): void;

  softmaxCrossEntropy(
    z: number, zStride: number, target: number, targetStride: number, p: number, pStride: number, d: number, dStride: number,
    rows: number, columns: number,
  ): void;
  sigmoidCrossEntropy(
    z: number, zStride: number, target: number, targetStride: number, p: number, pStride: number, d: number, dStride: number,
    rows: number,
  ): void;
  squaredError(
    x: number, xStride: number, target: number, targetStride: number, d: number, dStride: number,
    rows: number, columns: number,
  ): void;

  norm(g: number, bytes: number): void;
  allFinite(address: number, bytes: number): number;
  /** Updates take how many bytes, then addresses alone. */
  addPenalties(bytes: number, w: number, g: number): void;
  scale(bytes: number, g: number): void;
  sgd(bytes: number, w: number, g: number): void;
  momentum(bytes: number, w: number, g: number, v: number): void;
  rmsprop(bytes: number, w: number, g: number, v: number): void;
  adagrad(bytes: number, w: number, g: number, s: number): void;
  /** Returns 1 where every w is finite, else 0. */
  adam(bytes: number, w: number, g: number, m: number, v: number): number;

  exp(x: number): number;
  expm1(x: number): number;
  log(x: number): number;
  log1p(x: number): number;
  sigmoid(x: number): number;
  tanh(x: number): number;
}
