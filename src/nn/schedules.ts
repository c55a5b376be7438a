import { cos, pow } from './elementary.ts';
import { improves } from './monitors.ts';
import { assertNever } from './assert-never.ts';
import type { ScheduleSpec } from './spec.ts';

/** What a schedule knows after an epoch. Plain data; only `plateau` ever changes it. */
export interface ScheduleState {
  /** what the rate has been multiplied with so far */
  scale: number;
  /** the best value of the monitored metric; null before the first number */
  best: number | null;
  /** epochs in a row without improvement */
  wait: number;
}

export const freshSchedule = (): ScheduleState => ({ scale: 1, best: null, wait: 0 });

/**
 * The learning rate of an epoch, counted from 1, out of `epochs`.
 *
 * The first `warmup` epochs rise in equal steps to the full rate: `rate · min(1, epoch/warmup)`. What the schedule does
 * counts the epochs after that, t = 0, 1, …: step `rate · factor^⌊t/every⌋`; exponential `rate · factor^t`; cosine
 * `minimum + (rate − minimum)·(1 + cos(π t/T))/2` with T the epochs after the warm-up (Loshchilov and Hutter 2017, one
 * cycle). A minimum above the rate leaves the rate as it is.
 */
export function rateAt(spec: ScheduleSpec, state: ScheduleState, rate: number, epoch: number, epochs: number): number {
  const t = Math.max(0, epoch - 1 - spec.warmup);
  const scheduled = afterWarmup(spec, state, rate, t, epochs - spec.warmup);
  return epoch < spec.warmup ? (scheduled * epoch) / spec.warmup : scheduled;
}

/**
 * Takes in the epoch's monitored metric: after `patience` epochs in a row without improvement (at least one) `plateau`
 * multiplies the rate with its factor and begins to count again.
 */
export function observePlateau(spec: Extract<ScheduleSpec, { name: 'plateau' }>, state: ScheduleState, value: number): void {
  if (improves(spec.monitor, value, state.best, 0)) {
    state.best = value;
    state.wait = 0;
    return;
  }
  state.wait++;
  if (state.wait >= Math.max(1, spec.patience)) {
    state.scale *= spec.factor;
    state.wait = 0;
  }
}

function afterWarmup(spec: ScheduleSpec, state: ScheduleState, rate: number, t: number, length: number): number {
  switch (spec.name) {
    case 'constant':
      return rate;
    case 'step':
      return rate * pow(spec.factor, Math.floor(t / spec.every));
    case 'exponential':
      return rate * pow(spec.factor, t);
    case 'cosine': {
      const minimum = Math.min(spec.minimum, rate);
      return minimum + ((rate - minimum) * (1 + cos((Math.PI * t) / Math.max(1, length)))) / 2;
    }
    case 'plateau':
      return Math.max(rate * state.scale, Math.min(spec.minimum, rate));
    default:
      return assertNever(spec);
  }
}
