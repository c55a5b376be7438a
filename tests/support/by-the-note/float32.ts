import { exactFma32 } from '../exact-float32.ts';

export const f = Math.fround;

/** a·b + c, rounded once: in whole numbers where neither a product nor a sum of floats is sure to be exact. */
export function fma(a: number, b: number, c: number): number {
  // Zeros keep the sign that IEEE 754 gives them, infinities and NaN are exact in any precision.
  if (a === 0 || b === 0 || !Number.isFinite(a + b + c)) return f(a * b + c);
  return exactFma32(a, b, c);
}

export type Matrix = number[][];

export const matrix = (rows: number, columns: number, at: (r: number, c: number) => number = () => 0): Matrix =>
  Array.from({ length: rows }, (_, r) => Array.from({ length: columns }, (_, c) => at(r, c)));

export const mapped = (m: Matrix, to: (value: number, r: number, c: number) => number): Matrix => m.map((row, r) => row.map((value, c) => to(value, r, c)));
