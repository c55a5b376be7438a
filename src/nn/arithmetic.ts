import type { Kernel } from './kernels/kernel.ts';
import { createReferenceKernel } from './kernels/reference.ts';
import { compileModule } from './kernels/wasm/engine.ts';
import { kernelBase64 } from './kernels/wasm/module.generated.ts';
import { createWasmKernel } from './kernels/wasm/wasm-kernel.ts';
import { selfTest } from './self-test.ts';

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
}

/** The fast kernel where it gives the promised bits, else the reference. The self-test runs at the first call of a thread. */
export function chooseKernel({ wide = false }: KernelOptions = {}): KernelChoice {
  const { create, reason } = (wide ? (wideFactory ??= testedFactory(true)) : (narrowFactory ??= testedFactory(false)));
  return { kernel: create(), reason };
}

interface KernelFactory {
  create: () => Kernel;
  reason: string | null;
}

let wideFactory: KernelFactory | null = null;
let narrowFactory: KernelFactory | null = null;

function testedFactory(wide: boolean): KernelFactory {
  const reference = (why: string): KernelFactory => ({
    create: () => createReferenceKernel('float32'),
    reason: `${why} Training uses the slow kernel in its place; the numbers are the same.`,
  });
  let create: () => Kernel;
  try {
    const module = compileModule(kernelBase64);
    create = () => createWasmKernel({ module, wide });
    switch (selfTest(create)) {
      case null: return { create, reason: null };
      case 'notFused': return reference('This processor, or this engine on it, does not fuse multiplication and addition.');
      case 'otherNumbers': return reference('The fast kernel gave other numbers than it should in its self-test.');
    }
  } catch (error) {
    return reference(`The fast kernel does not run here (${error instanceof Error ? error.message : String(error)}).`);
  }
}
