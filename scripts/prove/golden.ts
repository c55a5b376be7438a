import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chooseKernel, wideEngineFlags } from '../../src/nn/arithmetic.ts';
import type { Kernel } from '../../src/nn/kernels/kernel.ts';
import { createReferenceKernel } from '../../src/nn/kernels/reference.ts';
import { goldenTrainings, goldenWeights } from '../../tests/support/golden-trainings.ts';
import { kernelDifferences } from '../../tests/support/kernel-trials.ts';

/**
 * Checks on any Node, without a package installed, that this machine trains to the golden hashes of the test suite and
 * that the fast kernel gives the reference's bits. It is for processors and engines that the suite does not reach:
 * `NODE golden.ts [TRIALS]`, where NODE may be an emulator followed by a foreign Node. TRIALS is how many random inputs
 * each operation gets.
 */
const trials = Number(process.argv[2] ?? 20);
const hashes = JSON.parse(readFileSync(join(import.meta.dirname, '../../tests/reference/golden-trainings.json'), 'utf8')) as Record<string, string>;
const flags = wideEngineFlags.filter((flag) => process.execArgv.includes(flag));
console.log(`Node ${process.versions.node}, V8 ${process.versions.v8}, ${process.arch}, ${flags.join(' ') || 'no flags'}`);

const reference = (): Kernel => createReferenceKernel('float32');
const kernels: [name: string, create: () => Kernel, refused: string | null][] = [
  ['reference', reference, null],
  ['narrow tiles', () => chooseKernel().kernel, chooseKernel().reason],
  ['wide tiles', () => chooseKernel({ wide: true }).kernel, chooseKernel({ wide: true }).reason],
];

for (const [name, create, refused] of kernels) {
  if (refused) report(`${name}: ${refused}`);
  const wrong = goldenTrainings.filter((training) => hashOf(goldenWeights(create(), training.changes)) !== hashes[training.name]);
  for (const training of wrong) report(`${name}: "${training.name}" ends in other weights`);
  const differences = create === reference ? [] : kernelDifferences(create, trials);
  for (const difference of differences) report(`${name}: ${difference}`);
  console.log(`${name}: ${goldenTrainings.length - wrong.length} of ${goldenTrainings.length} golden trainings, ${differences.length} differences from the reference`);
}

function report(mistake: string): void {
  console.log(mistake);
  process.exitCode = 1;
}

function hashOf(weights: Float32Array): string {
  return createHash('sha256').update(new Uint8Array(weights.buffer, weights.byteOffset, weights.byteLength)).digest('hex');
}
