import { describe, expect, it } from 'vitest';
import { chooseKernel } from '../../../src/nn/arithmetic.ts';
import type { Kernel } from '../../../src/nn/kernels/kernel.ts';
import { createReferenceKernel } from '../../../src/nn/kernels/reference.ts';
import { createGenerator } from '../../../src/nn/random.ts';
import { fillMatrix } from '../../../src/nn/training-table.ts';
import { valuesOf } from '../../support/nn-pass.ts';

const [rows, inputs, units] = [37, 61, 29];

/** X, W with b, and dY, all of them float32; the other signs make every product a sum of sizes. */
function sample(sizes: boolean) {
  const chance = createGenerator(1, 'bounds');
  const numbers = (count: number) => Float32Array.from({ length: count }, () => (sizes ? Math.abs(chance.normal()) : chance.normal()));
  return { x: numbers(rows * inputs), weights: numbers((inputs + 1) * units), dy: numbers(rows * units) };
}

function products(kernel: Kernel, { x, weights, dy }: ReturnType<typeof sample>) {
  const [matrixX, matrixDy] = [fillMatrix(kernel.matrix(rows, inputs), x), fillMatrix(kernel.matrix(rows, units), dy)];
  const [y, dx] = [kernel.matrix(rows, units), kernel.matrix(rows, inputs)];
  const [values, gradient] = [0, 1].map(() => kernel.parameters([{ inputs, units }]));
  kernel.importParameters(values!, weights);
  kernel.affine(matrixX, values!.layers[0]!, y, rows, null);
  kernel.parameterGradient(matrixX, matrixDy, gradient!.layers[0]!, rows);
  kernel.inputGradient(matrixDy, values!.layers[0]!, dx, rows);
  const parameters = new Float64Array((inputs + 1) * units);
  kernel.exportParameters(gradient!, parameters);
  return { output: valuesOf(y, rows), parameters: Array.from(parameters), input: valuesOf(dx, rows) };
}

/**
 * A sum of n products, rounded once a step, is off by at most γ_n · Σ|x·w| with γ_n = n·u / (1 − n·u) and u = 2^−24
 * (Higham, Accuracy and Stability of Numerical Algorithms, 2002, section 3.1).
 */
describe('products of the fast kernel are within the proven bound of float64', () => {
  const got = products(chooseKernel().kernel, sample(false));
  const exact = products(createReferenceKernel('float64'), sample(false));
  const size = products(createReferenceKernel('float64'), sample(true));

  it.each([
    ['X·W + b', 'output', inputs],
    ['Xᵀ·dY and Σ dY', 'parameters', rows],
    ['dY·Wᵀ', 'input', units],
  ] as const)('%s', (_, name, steps) => {
    const gamma = (steps * 2 ** -24) / (1 - steps * 2 ** -24);
    const excess = got[name].map((value, i) => Math.abs(value - exact[name][i]!) - gamma * size[name][i]!);
    expect(Math.max(...excess)).toBeLessThanOrEqual(0);
    expect(got[name].some((value, i) => value !== exact[name][i])).toBe(true);
  });
});
