import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseKernel } from '../../src/nn/arithmetic.ts';
import type { Kernel } from '../../src/nn/kernels/kernel.ts';
import { createReferenceKernel } from '../../src/nn/kernels/reference.ts';
import golden from '../reference/golden-trainings.json' with { type: 'json' };
import { goldenTrainings, goldenWeights } from '../support/golden-trainings.ts';
import { createHelperThreads, type HelperThreads } from '../support/helpers.ts';

const sha256 = (weights: Float32Array): string =>
  createHash('sha256').update(new Uint8Array(weights.buffer, weights.byteOffset, weights.byteLength)).digest('hex');

/** SHA-256 of the final weights, in the public order, as little-endian float32 */
const hashes: Record<string, string> = golden;

const kernels: [name: string, create: () => Kernel][] = [
  ['the reference', () => createReferenceKernel('float32')],
  ['WebAssembly, narrow tiles', () => chooseKernel().kernel],
  ['WebAssembly, wide tiles', () => chooseKernel({ wide: true }).kernel],
];

/**
 * Final weights of whole trainings. A hash that changes says that runs recorded so far cannot be repeated any more:
 * then `arithmeticVersion` has to change with it.
 */
describe.each(kernels)('golden trainings on %s', (_, create) => {
  it.each(goldenTrainings)('$name', ({ name, changes }) => {
    expect(sha256(goldenWeights(create(), changes))).toBe(hashes[name]);
  });
});

describe.each([2, 3, 8])('golden trainings on %i threads, which share even the smallest work', (threads) => {
  let helpers: HelperThreads;
  beforeAll(() => { helpers = createHelperThreads(threads - 1, { eager: true }); });
  afterAll(() => helpers.close());

  it.each(goldenTrainings)('$name', ({ name, changes }) => {
    expect(sha256(goldenWeights(chooseKernel({ wide: true, helpers }).kernel, changes))).toBe(hashes[name]);
  });
});
