/**
 * Elementary functions, float64 to float64, with the same bits on every engine: they use only operations that IEEE 754
 * rounds exactly (+, −, ×, ÷) and the bits of a number, in an order that the source fixes. Engines differ in
 * `Math.exp` and its kin.
 *
 * Each is within 2 ulp of float64, and so within 0.501 ulp once rounded to float32. NaN gives NaN; other edges are
 * named at each function. The files for exp, log, tanh and sigmoid are compiled into the WebAssembly kernel as well;
 * AssemblyScript divides whole literals as whole numbers, hence 1.0 / 6.0.
 */
export { cos } from './elementary/cos.ts';
export { exp, expm1 } from './elementary/exp.ts';
export { log, log1p } from './elementary/log.ts';
export { pow } from './elementary/pow.ts';
export { sigmoid } from './elementary/sigmoid.ts';
export { tanh } from './elementary/tanh.ts';
