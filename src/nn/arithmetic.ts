import type { Kernel } from './kernels/kernel.ts';
import { createReferenceKernel } from './kernels/reference.ts';
import { compileModule } from './kernels/wasm/engine.ts';
import { kernelBase64 } from './kernels/wasm/module.generated.ts';
import { createWasmKernel, type Helpers } from './kernels/wasm/wasm-kernel.ts';
import { selfTest } from './self-test.ts';

export { dismissHelpers, helpersJoined, loseHelper, LostHelperError, type Invitation } from './kernels/wasm/crew.ts';
export { help } from './kernels/wasm/shared-operations.ts';
export type { Helpers } from './kernels/wasm/wasm-kernel.ts';

/**
 * Every run records it: runs of equal version, config and data have equal bits. It changes with anything that changes a
 * bit of any training, and so with the golden hashes of the tests.
 */
export const arithmeticVersion = '1';

/**
 * Flags for V8 (`v8.setFlagsFromString`), to be set before the first call of `chooseKernel({ wide: true })`. The
 * first joins pairs of 128-bit operations into 256-bit ones. The second compiles with full optimization from the
 * start, so that the self-test runs the very code that trains, and short trainings do not wait for it.
 */
export const wideEngineFlags: readonly string[] = ['--experimental-wasm-revectorize', '--no-liftoff'];

export interface KernelChoice {
  /** fresh, in float32 */
  kernel: Kernel;
  /** why it is not the fast one, as a sentence for the person; null where it is */
  reason: string | null;
}

export interface KernelOptions {
  /** tiles for 256-bit registers: where `wideEngineFlags` are set on x86-64, and on machines with 32 vector registers */
  wide?: boolean;
  /** other threads that may help with large layers; needs shared memory. The numbers do not depend on them. */
  helpers?: Helpers;
}

/**
 * The fast kernel where it gives the promised bits, else the reference. The self-test runs at a thread's first call for
 * either tile size, and for the code that shares memory.
 */
export function chooseKernel({ wide = false, helpers }: KernelOptions = {}): KernelChoice {
  const name = `${wide ? 'wide' : 'narrow'}${helpers ? ', shared' : ''}`;
  const { create, reason } = (factories[name] ??= testedFactory(wide, helpers !== undefined));
  return { kernel: create(helpers), reason };
}

interface KernelFactory {
  create: (helpers?: Helpers) => Kernel;
  reason: string | null;
}

const factories: Record<string, KernelFactory> = {};

function testedFactory(wide: boolean, shared: boolean): KernelFactory {
  const reference = (why: string): KernelFactory => ({
    create: () => createReferenceKernel('float32'),
    reason: `${why} Training uses the slow kernel in its place; the numbers are the same.`,
  });
  try {
    const module = compileModule(kernelBase64, shared);
    const create = (helpers?: Helpers) => createWasmKernel({ module, wide, helpers });
    switch (selfTest(() => create(shared ? noHelpers : undefined))) {
      case null: return { create, reason: null };
      case 'notFused': return reference('This processor, or this engine on it, does not fuse multiplication and addition.');
      case 'otherNumbers': return reference('The fast kernel gave other numbers than it should in its self-test.');
    }
  } catch (error) {
    return reference(`The fast kernel does not run here (${error instanceof Error ? error.message : String(error)}).`);
  }
}

/** The self-test's work is worth no helper. */
const noHelpers: Helpers = { count: 0, recruit: () => {} };
