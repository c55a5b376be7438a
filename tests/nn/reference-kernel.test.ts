import { describe, expect, test } from 'vitest';
import type { Activation, Kernel, Parameters } from '../../src/nn/kernels/kernel.ts';
import { createReferenceKernel } from '../../src/nn/kernels/reference.ts';
import { fillMatrix } from '../../src/nn/training-table.ts';
import { valuesOf } from '../support/nn-pass.ts';

/** What kernel.ts promises about order and rounding, on numbers for which another order or rounding gives another result. */
const kernel = createReferenceKernel('float32');
const f = Math.fround;
const tiny = 2 ** -24; // half of the distance from 1 to the next float32

const matrix = (rows: number[][]) => fillMatrix(kernel.matrix(rows.length, rows[0]!.length), rows.flat());

function block(inputs: number, units: number, values: number[], of: Kernel = kernel): Parameters {
  const parameters = of.parameters([{ inputs, units }]);
  of.importParameters(parameters, values);
  return parameters;
}

const numbersOf = (parameters: Parameters): number[] => {
  const flat = new Float32Array(parameters.size);
  kernel.exportParameters(parameters, flat);
  return [...flat];
};

describe('products', () => {
  test('start at the bias and add one fused product after the other', () => {
    const affine = (x: number[], w: number[], b: number) => {
      const y = kernel.matrix(1, 1);
      kernel.affine(matrix([x]), block(x.length, 1, [...w, b]).layers[0]!, y, 1, null);
      return valuesOf(y, 1)[0];
    };
    // The bias swallows each half step; summed first, the two would make a whole one.
    expect(affine([1, 1], [tiny, tiny], 1)).toBe(1);
    // (1 + 2^-12)² − 1 = 2^-11 + 2^-24, of which a rounded product would lose the end.
    expect(affine([1 + 2 ** -12], [1 + 2 ** -12], -1)).toBe(2 ** -11 + 2 ** -24);
  });

  test('of gradients go through the rows in order, starting from 0', () => {
    const gradient = block(1, 1, [9, 9]);
    kernel.parameterGradient(matrix([[1], [1], [1]]), matrix([[1], [tiny], [tiny]]), gradient.layers[0]!, 3);
    expect(numbersOf(gradient)).toEqual([1, 1]);
    kernel.parameterGradient(matrix([[1], [1], [1]]), matrix([[tiny], [tiny], [1]]), gradient.layers[0]!, 3);
    expect(numbersOf(gradient)).toEqual([f(1 + 2 * tiny), f(1 + 2 * tiny)]);
  });

  test('of input gradients go through the units in order', () => {
    const dx = kernel.matrix(1, 1);
    kernel.inputGradient(matrix([[1, tiny, tiny]]), block(1, 3, [1, 1, 1, 0, 0, 0]).layers[0]!, dx, 1);
    expect(valuesOf(dx, 1)).toEqual([1]);
  });

  test('touch no row beyond those in use', () => {
    const y = matrix([[7], [7]]);
    kernel.affine(matrix([[1], [2]]), block(1, 1, [3, 0]).layers[0]!, y, 1, { kind: 'relu' });
    expect(valuesOf(y, 2)).toEqual([3, 7]);
  });
});

describe('activations', () => {
  const apply = (activation: Activation, x: number[]) => {
    const y = kernel.matrix(1, x.length);
    kernel.activate(matrix([x]), y, 1, activation);
    return valuesOf(y, 1);
  };

  test('relu keeps NaN, which would otherwise hide a divergence, and has no −0', () => {
    expect(apply({ kind: 'relu' }, [-1, -0, 2, NaN, Infinity, -Infinity])).toEqual([0, 0, 2, NaN, Infinity, 0]);
  });

  test('leakyRelu scales what is not above 0 by the slope as a float32', () => {
    expect(apply({ kind: 'leakyRelu', slope: 0.1 }, [-3, 2, NaN])).toEqual([f(f(0.1) * -3), 2, NaN]);
  });

  test('sigmoid and tanh are finite at the ends', () => {
    expect(apply({ kind: 'sigmoid' }, [-200, 0, 200])).toEqual([0, 0.5, 1]);
    expect(apply({ kind: 'tanh' }, [-200, 0, 200])).toEqual([-1, 0, 1]);
  });
});

describe('losses', () => {
  test('softmax cross-entropy stays finite where exp would not', () => {
    const [p, dx] = [kernel.matrix(2, 2), kernel.matrix(2, 2)];
    kernel.softmaxCrossEntropy(matrix([[1000, 0], [-1000, 1000]]), matrix([[0], [0]]), p, dx, 2, 2);
    expect(kernel.result[0]).toBe(2000);
    expect(valuesOf(p, 2)).toEqual([1, 0, 0, 1]);
    expect(valuesOf(dx, 2)).toEqual([0, 0, -0.5, 0.5]);
  });

  test('sigmoid cross-entropy stays finite where a probability is 0 or 1', () => {
    const [p, dx] = [kernel.matrix(3, 1), kernel.matrix(3, 1)];
    kernel.sigmoidCrossEntropy(matrix([[1000], [-1000], [1000]]), matrix([[1], [0], [0]]), p, dx, 3, 1);
    expect(kernel.result[0]).toBe(1000);
    expect(valuesOf(dx, 3)).toEqual([0, 0, 1]);
  });

  test('squared error is the sum over rows and outputs', () => {
    const dx = kernel.matrix(2, 2);
    kernel.squaredError(matrix([[1, 2], [3, 4]]), matrix([[0, 2], [5, 1]]), dx, 2, 4);
    expect(kernel.result[0]).toBe(1 + 4 + 9);
    expect(valuesOf(dx, 2)).toEqual([0.5, 0, -1, 1.5]);
  });
});

describe('whole blocks', () => {
  test('the norm sums by lanes: the columns modulo eight', () => {
    const values = Array.from({ length: 3 * 11 + 11 }, (_, i) => f(Math.sin(i + 1)));
    const lanes = new Float64Array(8);
    const add = (i: number, column: number) => (lanes[column % 8] = lanes[column % 8]! + values[i]! ** 2);
    for (let k = 0; k < 3; k++) for (let n = 0; n < 8; n++) add(k * 11 + n, n);
    for (let k = 0; k < 3; k++) for (let n = 8; n < 11; n++) add(k * 11 + n, n);
    for (let n = 0; n < 11; n++) add(33 + n, n);
    const [a, b, c, d, e, g, h, i] = lanes;
    kernel.norm(block(3, 11, values));
    expect(kernel.result[0]).toBe(Math.sqrt((a! + b! + (c! + d!)) + (e! + g! + (h! + i!))));
  });

  test('the first layer with a number that is not finite is found, in weights and in biases', () => {
    const shapes = [{ inputs: 1, units: 1 }, { inputs: 1, units: 1 }];
    const find = (flat: number[]) => {
      const parameters = kernel.parameters(shapes);
      kernel.importParameters(parameters, flat);
      return kernel.firstNonFinite(parameters);
    };
    expect([find([1, 2, 3, 4]), find([1, NaN, 3, 4]), find([1, 2, -Infinity, 4]), find([1, 2, 3, NaN])]).toEqual([-1, 0, 1, 1]);
  });

  test('a step of gradient descent is one fused multiply-add', () => {
    const values = block(1, 1, [-1, 0]);
    kernel.sgd(values, block(1, 1, [-(1 + 2 ** -12), 0]), 1 + 2 ** -12);
    expect(numbersOf(values)[0]).toBe(2 ** -11 + 2 ** -24);
  });

  test('gather takes the rows that the list names', () => {
    const [rows, into] = [kernel.indices(4), kernel.matrix(2, 2)];
    rows.data.set([2, 0, 1, 2]);
    kernel.gather(matrix([[1, 2], [3, 4], [5, 6]]), rows, 2, 2, into);
    expect(valuesOf(into, 2)).toEqual([3, 4, 5, 6]);
  });
});
