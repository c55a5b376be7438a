import { improves } from './monitors.ts';
import type { EarlyStoppingSpec } from './spec.ts';

/** What early stopping knows after an epoch. Plain data. */
export interface EarlyStoppingState {
  /** the best value of the monitored metric; null before the first number */
  best: number | null;
  /** epochs without improvement: in a row, or in all where the spec counts the total */
  wait: number;
}

/** Takes in the monitored metric of an epoch; true where the epoch is the best so far, by more than minDelta. */
export function observe(state: EarlyStoppingState, spec: EarlyStoppingSpec, value: number): boolean {
  const best = improves(spec.monitor, value, state.best, spec.minDelta);
  if (best) state.best = value;
  if (!best) state.wait++;
  else if (spec.count === 'consecutive') state.wait = 0;
  return best;
}

/** Training ends after `patience` epochs without improvement; a patience of 0 ends it at the first one, as 1 does. */
export const exhausted = (state: EarlyStoppingState, spec: EarlyStoppingSpec): boolean => state.wait >= Math.max(1, spec.patience);
