import type { RunConfig } from '../../contract/run-config.ts';
import { exhausted } from '../../nn/early-stopping.ts';
import type { TrainState } from '../../nn/events.ts';
import { freshSchedule } from '../../nn/schedules.ts';

/** What a fork goes on from, and sentences about what of it begins anew. */
export interface ForkedState {
  state: TrainState;
  notes: string[];
}

/**
 * The parent's state as the fork goes on from it. What counted or averaged under another setting begins anew: the
 * optimizer's slots, a schedule's count, and early stopping's best epoch where another metric is watched.
 */
export function forkState(parent: TrainState, before: RunConfig, after: RunConfig): ForkedState {
  const state = { ...parent };
  const notes: string[] = [];
  if (before.optimizer.name !== after.optimizer.name) {
    // A name that no optimizer has: whichever goes on from here begins anew.
    state.optimizer = { name: 'none', step: 0, slots: [] };
    notes.push(`The optimizer ${after.optimizer.name} starts with fresh state: what ${before.optimizer.name} had gathered means nothing to it.`);
  }
  if (scheduleOf(before) !== scheduleOf(after)) {
    state.schedule = freshSchedule();
    if (after.schedule.name === 'plateau') notes.push('The schedule plateau begins to watch anew.');
    else if (after.schedule.name !== 'constant') notes.push(`The schedule ${after.schedule.name} counts its epochs from the beginning of the run, not from the fork.`);
  }
  if (watchedBy(before) !== watchedBy(after)) {
    state.earlyStopping = { wait: 0 };
    state.best = null;
    notes.push(`The best epoch is sought anew, by ${watchedBy(after)}.`);
  }
  return { state, notes };
}

/** Whether early stopping would end the fork before its first step. */
export function isExhausted({ earlyStopping: { wait }, best }: TrainState, { earlyStopping }: RunConfig): boolean {
  return earlyStopping !== null && exhausted({ wait, best: best?.value ?? null }, earlyStopping);
}

const scheduleOf = ({ schedule }: RunConfig): string => JSON.stringify([schedule.name, schedule.name === 'plateau' ? schedule.monitor : null]);

/** Without early stopping the best epoch is still kept track of. */
const watchedBy = ({ earlyStopping, data }: RunConfig): string => earlyStopping?.monitor ?? (hasValidation(data.split) ? 'val_loss' : 'train_loss');

function hasValidation(split: RunConfig['data']['split']): boolean {
  return !('validation' in split) || split.validation > 0;
}
