import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compileKernel, generatedModule } from './kernel/compile.ts';

/** Compiles the WebAssembly kernel into the TypeScript module that carries it. Run it after a change of the assembly. */
const { binary } = await compileKernel();
const path = join(import.meta.dirname, '../src/nn/kernels/wasm/module.generated.ts');
await writeFile(path, generatedModule(binary));
console.log(`${path}: ${binary.length} bytes of WebAssembly`);
