import { setFlagsFromString } from 'node:v8';
import { wideEngineFlags, type KernelOptions } from '../../nn/arithmetic.ts';

/**
 * Prepares this process for the fast kernel, before its first use: on x86-64 V8 has to be asked for 256-bit operations;
 * arm64 has registers enough for wide tiles as it is.
 */
export function tuneEngine(): KernelOptions {
  if (process.arch === 'x64') for (const flag of wideEngineFlags) setFlagsFromString(flag);
  return { wide: process.arch === 'x64' || process.arch === 'arm64' };
}
