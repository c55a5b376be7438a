import type { Kernel } from './kernels/kernel.ts';
import { createReferenceKernel } from './kernels/reference.ts';

/** Every run records it: runs of equal version, config and data have equal bits. */
export const arithmeticVersion = '1';

/** A fresh kernel in float32, and why it is not the fast one where it is not. */
export function chooseKernel(): { kernel: Kernel; reason: string | null } {
  return { kernel: createReferenceKernel('float32'), reason: null };
}
