import type { EpochChoice } from '../../workbench/saved-model.ts';
import { UsageError } from './environment.ts';

/** What `--at` of a run says. */
export function epochNamed(text: string): EpochChoice {
  if (text === 'best' || text === 'last') return text;
  if (!/^\d{1,9}$/.test(text)) throw new UsageError(`--at ${text}: write best, last, or the number of an epoch`);
  return Number(text);
}

export const epochOfModel = '--at is for runs; a version of a model is named as NAME:VERSION';
