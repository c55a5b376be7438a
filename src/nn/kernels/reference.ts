import { float32, float64, type Arithmetic } from './arithmetic.ts';
import type { Kernel } from './kernel.ts';
import { elementwise } from './reference-elementwise.ts';
import { losses } from './reference-losses.ts';
import { memory } from './reference-memory.ts';
import { products } from './reference-products.ts';
import { updates } from './reference-updates.ts';

/**
 * The kernel to read: plain loops in the order that `kernel.ts` fixes. In float32 it is the oracle that every faster
 * kernel must equal bit for bit; in float64 it serves gradient checks and comparison with other libraries. It can be given another arithmetic, for
 * example to see what roundings do.
 */
export function createReferenceKernel(of: Arithmetic['precision'] | Arithmetic = 'float32'): Kernel {
  const arithmetic = of === 'float32' ? float32 : of === 'float64' ? float64 : of;
  const result = new Float64Array(1);
  return {
    name: `reference-${arithmetic.precision}`,
    precision: arithmetic.precision,
    result,
    release() {},
    ...memory(arithmetic),
    ...products(arithmetic),
    ...elementwise(arithmetic),
    ...losses(arithmetic, result),
    ...updates(arithmetic, result),
  };
}
