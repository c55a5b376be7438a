import { compileModule } from '../../src/nn/kernels/wasm/engine.ts';
import { kernelBase64 } from '../../src/nn/kernels/wasm/module.generated.ts';
import { createWasmKernel } from '../../src/nn/kernels/wasm/wasm-kernel.ts';
import { createHelperThreads } from './helpers.ts';
import { kernelDifferences } from './kernel-trials.ts';

/**
 * A program for a process of its own, so that it can be started with flags for V8: prints where the WebAssembly kernel
 * differs from the reference. With helpers, every operation that can be is shared out, however small it is.
 * `node check-kernel.ts TRIALS [HELPERS]`
 */
const [trials, count] = [Number(process.argv[2]), Number(process.argv[3] ?? 0)];
const helpers = count > 0 ? createHelperThreads(count, { eager: true }) : undefined;
const module = compileModule(kernelBase64, helpers !== undefined);
for (const wide of [false, true]) {
  const differences = kernelDifferences(() => createWasmKernel({ module, wide, helpers }), trials);
  process.stdout.write(differences.map((difference) => `${wide ? 'wide' : 'narrow'} tiles: ${difference}\n`).join(''));
}
await helpers?.close();
