import { DataError } from '../../data/errors.ts';
import { LostHelperError } from '../../nn/arithmetic.ts';
import { NetworkError } from '../../nn/network-error.ts';
import { OtherOutcomeError } from './recorded-links.ts';

/** The sentence for a run that cannot be trained as it was asked for; null where the fault is ours. */
export function describeFailure(error: unknown): string | null {
  return error instanceof DataError || error instanceof OtherOutcomeError || error instanceof NetworkError || error instanceof LostHelperError ? error.message : null;
}
