import { z } from 'zod';
import type { RunConfig } from './run-config.ts';

/** How many runs one launch may queue. */
export const MOST_REPLICATES = 1000;

const seed = z.int().min(0).max(Number.MAX_SAFE_INTEGER);

/** Which seeds take the numbers: that of weights, order and dropout, that of the split, or both together. */
export const seedKinds = ['seed', 'split', 'both'] as const;
export type SeedKind = (typeof seedKinds)[number];

/** One config as several runs that differ in seeds or fold alone; with both, every seed meets every fold. */
export const replicates = z.strictObject({
  seeds: z.strictObject({ from: seed.default(1), to: seed, vary: z.enum(seedKinds).default('seed') })
    .refine(({ from, to }) => from <= to, { path: ['to'], message: 'must not be less than the first seed' })
    .optional(),
  /** one run a fold of the config's split */
  folds: z.boolean().default(false),
});
export type Replicates = z.output<typeof replicates>;
export type ReplicatesInput = z.input<typeof replicates>;

/** How many runs they are. A split that has no folds counts as one. */
export function countReplicates({ seeds, folds = false }: ReplicatesInput, split: RunConfig['data']['split']): number {
  const ofSeeds = seeds ? seeds.to - (seeds.from ?? 1) + 1 : 1;
  return ofSeeds * (folds && 'folds' in split ? split.folds : 1);
}
