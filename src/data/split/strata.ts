import { createGenerator, shuffle } from '../../nn/random.ts';
import type { Classes } from '../classes.ts';

/** The rows of each class, or all rows where there are none, in the random order that belongs to the seed. */
export function shuffledStrata(rows: Uint32Array, classes: Classes | null, seed: number): Uint32Array[] {
  const chance = createGenerator(seed, 'split');
  const strata = classes
    ? classes.names.map((_, code) => rows.filter((row) => classes.codes[row] === code)).filter((stratum) => stratum.length > 0)
    : [rows.slice()];
  for (const stratum of strata) shuffle(stratum, chance);
  return strata;
}
