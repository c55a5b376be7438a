import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import asc from 'assemblyscript/asc';
import { tileSource } from './tile-source.ts';

const root = join(import.meta.dirname, '../..');
const assembly = 'src/nn/kernels/wasm/assembly';
/** Address below which nothing is handed out: room for the module's own numbers. */
const firstPages = 1;
/** 4 GiB, the end of what it can address. A memory that threads share has to name its end. */
const mostPages = 65536;

/** Compiles the WebAssembly kernel. The elementary functions are those of `src/nn`, over this kernel's own bit operations. */
export async function compileKernel(): Promise<{ binary: Uint8Array; text: string }> {
  const outputs = new Map<string, Uint8Array | string>();
  let messages = '';
  const { error } = await asc.main(
    [
      `${assembly}/index.ts`, '--outFile', 'kernel.wasm', '--textFile', 'kernel.wat', '-O3', '--converge', '--noAssert',
      '--runtime', 'stub', '--enable', 'simd', '--enable', 'relaxed-simd',
      '--importMemory', '--initialMemory', String(firstPages), '--maximumMemory', String(mostPages),
      // Without it zeros would be written at every start, also where a thread joins others at work.
      '--zeroFilledMemory',
    ],
    {
      readFile: async (name) => readSource(name),
      writeFile: (name, contents) => void outputs.set(name, contents),
      stderr: { write: (chunk) => void (messages += String(chunk)) },
    },
  );
  if (error) throw new Error(`The kernel does not compile.\n${messages}`, { cause: error });
  return { binary: outputs.get('kernel.wasm') as Uint8Array, text: outputs.get('kernel.wat') as string };
}

async function readSource(name: string): Promise<string | null> {
  if (name === `${assembly}/tiles.ts`) return tileSource();
  const path = name === 'src/nn/elementary/float64-bits.ts' ? `${assembly}/float64-bits.ts` : name;
  return readFile(join(root, path), 'utf8').catch(() => null);
}

/** The module that carries the binary, so that it needs no file at run time. */
export const generatedModule = (binary: Uint8Array): string =>
  [
    '/** The compiled kernel. Made by `npm run build:kernel` from `assembly`; a test holds the two together. */',
    `export const kernelBase64 = '${Buffer.from(binary).toString('base64')}';`,
    '',
  ].join('\n');
