import { fma32 } from './fused.ts';
import type { Floats } from './kernel.ts';

/** In what numbers the reference kernel computes: how they are stored, rounded, and multiplied and added in one. */
export interface Arithmetic {
  readonly precision: 'float32' | 'float64';
  floats(length: number): Floats;
  round(value: number): number;
  /** `a·b + c` */
  madd(a: number, b: number, c: number): number;
}

/** Every operation rounds to float32, once; the arithmetic that all machines and kernels share. */
export const float32: Arithmetic = {
  precision: 'float32',
  floats: (length) => new Float32Array(length),
  round: Math.fround,
  madd: fma32,
};

/** For gradient checks and for comparison with other libraries. */
export const float64: Arithmetic = {
  precision: 'float64',
  floats: (length) => new Float64Array(length),
  round: (value) => value,
  madd: (a, b, c) => a * b + c,
};
