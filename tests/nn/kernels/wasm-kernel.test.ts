import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { compileKernel } from '../../../scripts/kernel/compile.ts';
import * as elementary from '../../../src/nn/elementary.ts';
import { compileModule, createMemory, instantiate } from '../../../src/nn/kernels/wasm/engine.ts';
import { kernelBase64 } from '../../../src/nn/kernels/wasm/module.generated.ts';
import type { Operations } from '../../../src/nn/kernels/wasm/operations.ts';
import { createWasmKernel } from '../../../src/nn/kernels/wasm/wasm-kernel.ts';
import { createGenerator } from '../../../src/nn/random.ts';

const module = compileModule(kernelBase64);
const run = promisify(execFile);
const program = join(import.meta.dirname, '../../support/check-kernel.ts');

describe('the WebAssembly kernel', () => {
  // Without Liftoff the optimizing compiler makes all of the code, which it otherwise does for busy functions alone.
  it.each([
    { name: 'as compiled at first', flags: [] },
    { name: 'optimized', flags: ['--no-liftoff'] },
    { name: 'optimized, with 256-bit operations', flags: ['--no-liftoff', '--experimental-wasm-revectorize'] },
  ])('gives the bits of the float32 reference, $name', async ({ flags }) => {
    const { stdout } = await run(process.execPath, [...flags, program, '35']);
    expect(stdout).toBe('');
  });

  it.each([1, 2, 7])('gives them with %i threads to help, however small the shares', async (helpers) => {
    const { stdout } = await run(process.execPath, ['--no-liftoff', '--experimental-wasm-revectorize', program, '15', String(helpers)]);
    expect(stdout).toBe('');
  });

  it('carries the module that its sources compile to', async () => {
    const { binary } = await compileKernel();
    expect(Buffer.from(binary).toString('base64')).toBe(kernelBase64);
  });

  it('computes elementary functions as the rest of the core does', () => {
    const compiled = instantiate<Operations>(module, createMemory(1));
    const generator = createGenerator(1, 'elementary');
    const inputs = [NaN, Infinity, -Infinity, 0, -0, 1, -1, 5e-324, 1e308, -745.1, 709.7];
    for (let i = 0; i < 5_000; i++) inputs.push(generator.normal() * 2 ** (generator.int(40) - 30));
    for (const name of ['exp', 'expm1', 'log', 'log1p', 'sigmoid', 'tanh'] as const) {
      for (const x of inputs) expect(compiled[name](x), `${name}(${x})`).toBe(elementary[name](x));
    }
  });

  it.each(['sigmoid', 'tanh'] as const)('computes %s of any two float32 side by side as one by one', (kind) => {
    const kernel = createWasmKernel({ module, wide: false });
    const [rows, columns] = [200, 41];
    const [x, y] = [kernel.matrix(rows, columns), kernel.matrix(rows, columns)];
    const generator = createGenerator(2, kind);
    const bits = new DataView(new ArrayBuffer(4));
    for (let r = 0; r < rows; r++) {
      for (let c = 0; c < columns; c++) {
        bits.setUint32(0, generator.next());
        x.data[r * x.stride + c] = r % 2 ? bits.getFloat32(0) : generator.normal() * 8;
      }
    }
    kernel.activate(x, y, rows, { kind });
    for (let r = 0; r < rows; r++) {
      for (let c = 0; c < columns; c++) {
        const value = x.data[r * x.stride + c]!;
        expect(y.data[r * y.stride + c], `${kind}(${value})`).toBe(Math.fround(elementary[kind](value)));
      }
    }
  });

  it('finds a number that is not finite, whatever the update before has found', () => {
    const kernel = createWasmKernel({ module, wide: false });
    const [values, gradient, first, second] = Array.from({ length: 4 }, () => kernel.parameters([{ inputs: 3, units: 2 }]));
    const step = { rate: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-7, decay: 0, correction1: 0.1, correction2: 0.001 };
    const adam = () => kernel.adam(values!, gradient!, first!, second!, step);
    adam();
    expect(kernel.firstNonFinite(values!)).toBe(-1);
    kernel.importParameters(values!, new Float32Array(8).fill(NaN, 7));
    expect(kernel.firstNonFinite(values!)).toBe(0);
    adam();
    expect(kernel.firstNonFinite(values!)).toBe(0);
    kernel.importParameters(values!, new Float32Array(8));
    kernel.importParameters(gradient!, new Float32Array(8).fill(Infinity, 0, 1));
    adam();
    expect(kernel.firstNonFinite(values!)).toBe(0);
  });

  it('keeps what matrices and parameters hold when its memory grows', () => {
    const kernel = createWasmKernel({ module, wide: false });
    const matrix = kernel.matrix(2, 3);
    matrix.data[matrix.stride + 2] = 7;
    const block = kernel.parameters([{ inputs: 3, units: 2 }]);
    const flat = Float32Array.from({ length: block.size }, (_, i) => i);
    kernel.importParameters(block, flat);
    kernel.matrix(4096, 512);
    const exported = new Float32Array(block.size);
    kernel.exportParameters(block, exported);
    expect(matrix.data[matrix.stride + 2]).toBe(7);
    expect(exported).toEqual(flat);
  });

  it('takes parameters in and gives them out in the public order, whatever panels they fill', () => {
    for (let units = 1; units <= 17; units++) {
      const kernel = createWasmKernel({ module, wide: false });
      const block = kernel.parameters([{ inputs: 1 + units % 5, units }, { inputs: units, units: 18 - units }]);
      const flat = Float32Array.from({ length: block.size }, (_, i) => i + 1);
      kernel.importParameters(block, flat);
      const exported = new Float32Array(block.size + 8);
      kernel.exportParameters(block, exported.subarray(0, block.size));
      expect(exported).toEqual(Float32Array.from([...flat, ...new Float32Array(8)]));
      kernel.release();
    }
  });

  it('refuses more memory than it can address', () => {
    const kernel = createWasmKernel({ module, wide: false });
    expect(() => kernel.matrix(2 ** 21, 2 ** 11)).toThrow('more than 4 GiB');
  });
});
