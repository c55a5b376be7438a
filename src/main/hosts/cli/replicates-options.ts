import { InvalidArgumentError } from 'commander';
import { seedKinds, type ReplicatesInput, type SeedKind } from '../../../contract/replicates.ts';
import { UsageError } from './environment.ts';

export interface ReplicatesOptions {
  seeds?: { from: number; to: number };
  vary?: SeedKind;
  folds?: true;
}

/** `1..10`, or `10` for seeds 1 to 10. */
export function seedRange(text: string): { from: number; to: number } {
  const [, first, last] = /^(?:(\d{1,16})\.\.)?(\d{1,16})$/.exec(text) ?? [];
  const [from, to] = [Number(first ?? 1), Number(last)];
  if (!(from <= to && to <= Number.MAX_SAFE_INTEGER)) throw new InvalidArgumentError('It must be a range of whole numbers like 1..10, the smaller one first.');
  return { from, to };
}

export function seedKind(text: string): SeedKind {
  const kind = seedKinds.find((one) => one === text);
  if (!kind) throw new InvalidArgumentError(`It must be one of ${seedKinds.join(', ')}.`);
  return kind;
}

/** What the options make of one config; undefined for the one run that it is. */
export function replicatesOf({ seeds, vary, folds }: ReplicatesOptions): ReplicatesInput | undefined {
  if (vary !== undefined && !seeds) throw new UsageError('--vary says what --seeds stand for: give --seeds as well.');
  if (!seeds && !folds) return undefined;
  return { ...(seeds && { seeds: { ...seeds, ...(vary && { vary }) } }), folds: folds === true };
}
