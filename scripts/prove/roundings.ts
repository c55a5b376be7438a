import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createReferenceKernel } from '../../src/nn/kernels/reference.ts';
import { shakenArithmetic } from '../../tests/support/shaken-arithmetic.ts';
import { lossesAgainst, type Losses } from '../bench/train/agreement.ts';
import { cases } from '../bench/train/cases.ts';

/**
 * What float32 allows a training's losses to be off by, measured without float32: by trainings of the reference in an
 * arithmetic that is shaken by random roundings. The largest difference from the exact one, over all samples, goes into
 * `bench/train/roundings.json`, by which `npm run bench:train` judges the losses.
 *
 * `npm run prove:roundings -- CASE [SAMPLES]`; a sample of small or tiny takes 10 to 20 s, one of large a minute.
 */
const [name, samples = '8'] = process.argv.slice(2);
const one = cases.find((each) => each.name === name);
if (!one) throw new Error(`name one of ${cases.map((each) => each.name).join(', ')}`);
const path = join(import.meta.dirname, '../bench/train/roundings.json');

const differenceOf = lossesAgainst({ ...one, data: one.load() });
const largest: Losses = { first: 0, final: null };
for (let seed = 1; seed <= Number(samples); seed++) {
  const { first, final } = differenceOf(() => createReferenceKernel(shakenArithmetic(seed)));
  console.log(`${one.name}, sample ${seed}: ${first.toExponential(2)} after the first epoch, ${final?.toExponential(2) ?? 'not taken'} in the end`);
  largest.first = Math.max(largest.first, first);
  if (final !== null) largest.final = Math.max(largest.final ?? 0, final);
}
const all = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
writeFileSync(path, `${JSON.stringify({ ...all, [one.name]: { samples: Number(samples), ...largest } }, null, 2)}\n`);
