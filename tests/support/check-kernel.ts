import { compileModule } from '../../src/nn/kernels/wasm/engine.ts';
import { kernelBase64 } from '../../src/nn/kernels/wasm/module.generated.ts';
import { createWasmKernel } from '../../src/nn/kernels/wasm/wasm-kernel.ts';
import { kernelDifferences } from './kernel-trials.ts';

/**
 * A program for a process of its own, so that it can be started with flags for V8: prints where the WebAssembly kernel
 * differs from the reference. `node check-kernel.ts TRIALS`
 */
const trials = Number(process.argv[2]);
const module = compileModule(kernelBase64);
for (const wide of [false, true]) {
  const differences = kernelDifferences(() => createWasmKernel({ module, wide }), trials);
  process.stdout.write(differences.map((difference) => `${wide ? 'wide' : 'narrow'} tiles: ${difference}\n`).join(''));
}
