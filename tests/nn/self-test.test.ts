import { describe, expect, it } from 'vitest';
import { chooseKernel } from '../../src/nn/arithmetic.ts';
import type { Kernel } from '../../src/nn/kernels/kernel.ts';
import { createReferenceKernel } from '../../src/nn/kernels/reference.ts';
import { selfTest, tinyTraining, tinyTrainingChecksum } from '../../src/nn/self-test.ts';

const reference = (changes: (kernel: Kernel) => Partial<Kernel> = () => ({})) => () => {
  const kernel = createReferenceKernel('float32');
  return { ...kernel, ...changes(kernel) };
};

describe('the self-test', () => {
  it('passes the reference, whose training it knows', () => {
    expect(selfTest(reference())).toBeNull();
    expect(tinyTraining(createReferenceKernel('float32'))).toBe(tinyTrainingChecksum);
  });

  it('tells a kernel that rounds a product before the sum', () => {
    const unfused = reference(() => ({
      affine(x, { inputs, units, ...layer }, y, rows) {
        const { w, b } = layer as unknown as { w: Float32Array; b: Float32Array };
        for (let r = 0; r < rows; r++) {
          for (let n = 0; n < units; n++) {
            let sum = b[n]!;
            for (let k = 0; k < inputs; k++) sum = Math.fround(sum + Math.fround(x.data[r * x.stride + k]! * w[k * units + n]!));
            y.data[r * y.stride + n] = sum;
          }
        }
      },
    }));
    expect(selfTest(unfused)).toBe('notFused');
  });

  it('tells a kernel that is off by one bit somewhere in a training', () => {
    const imprecise = reference((kernel) => ({
      softmaxCrossEntropy: (x, target, p, dx, rows, divisor) =>
        kernel.softmaxCrossEntropy(x, target, p, dx, rows, divisor * (1 - 2 ** -23)),
    }));
    expect(selfTest(imprecise)).toBe('otherNumbers');
  });
});

describe('chooseKernel', () => {
  it('takes the WebAssembly kernel where it passes', () => {
    expect(chooseKernel()).toMatchObject({ reason: null, kernel: { name: 'wasm', precision: 'float32' } });
    expect(chooseKernel({ wide: true })).toMatchObject({ reason: null, kernel: { name: 'wasm' } });
  });

  it('gives every caller a memory of its own', () => {
    expect(chooseKernel().kernel).not.toBe(chooseKernel().kernel);
  });
});
