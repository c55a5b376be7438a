import fc, { type IAsyncProperty, type IProperty } from 'fast-check';

/**
 * `npm test` tries every property with the cases that this seed leads to, the same each time and everywhere.
 * `npm run test:random` tries other ones, and more: see docs/decisions/0026-the-same-cases-every-time.md.
 */
const fixedSeed = 20_261_128;
const { TRAINYARD_RANDOM_SEED: otherSeed, TRAINYARD_RANDOM_TIMES: times = '1' } = import.meta.env as object as Record<string, string | undefined>;

/** what cases are drawn from, here and in tests with a generator of their own */
export const seed = Number(otherSeed ?? fixedSeed);

export interface Trials {
  /** how many cases are tried */
  runs?: number;
}

/** Throws with the smallest case that it finds in which the property does not hold, and with the seed that leads there. */
export function always<Case>(property: IAsyncProperty<Case>, trials?: Trials): Promise<void>;
export function always<Case>(property: IProperty<Case>, trials?: Trials): void;
export function always<Case>(property: IAsyncProperty<Case> | IProperty<Case>, { runs = 100 }: Trials = {}): Promise<void> | void {
  return fc.assert(property as IAsyncProperty<Case>, { seed, numRuns: runs * Number(times) });
}
