import type { RunRow, RunStatus } from '../../contract/runs.ts';
import { formatDuration } from './time.ts';

export interface StatusLook {
  word: string;
  /** colour token; the shape and the word say the same without it */
  colour: string;
  shape: 'ring' | 'half' | 'bars' | 'tick' | 'square' | 'cross' | 'bang' | 'dash' | 'arrow';
}

const looks: Record<RunStatus, StatusLook> = {
  queued: { word: 'Queued', colour: '--text-muted', shape: 'ring' },
  running: { word: 'Running', colour: '--accent', shape: 'half' },
  paused: { word: 'Paused', colour: '--warning', shape: 'bars' },
  completed: { word: 'Completed', colour: '--finished', shape: 'tick' },
  stopped: { word: 'Stopped', colour: '--text-muted', shape: 'square' },
  diverged: { word: 'Diverged', colour: '--danger', shape: 'bang' },
  failed: { word: 'Failed', colour: '--danger', shape: 'cross' },
  interrupted: { word: 'Interrupted', colour: '--warning', shape: 'dash' },
  imported: { word: 'Imported', colour: '--text-muted', shape: 'arrow' },
};

export function statusLook(status: RunStatus): StatusLook {
  return looks[status];
}

/** Share of the planned epochs that are done; early stopping may end a run before 1. */
export function progressOf(row: RunRow): number {
  return Math.min(1, row.epochs / row.config.epochs);
}

/** How long a running run may still take, at most, going by the epochs so far; null before the first one. */
function remainingSeconds(row: RunRow): number | null {
  if (row.status !== 'running' || row.epochs < 1 || !(row.trainSeconds > 0)) return null;
  return (row.trainSeconds / row.epochs) * (row.config.epochs - row.epochs);
}

/** `at most 12 s left`: with early stopping it may be less. */
export function remainingLine(row: RunRow): string {
  const seconds = remainingSeconds(row);
  if (seconds === null) return row.status === 'running' ? 'starting' : statusLook(row.status).word.toLowerCase();
  return `${row.config.earlyStopping ? 'at most ' : ''}${formatDuration(seconds)} left`;
}

const reasons = { epochs: 'all epochs done', earlyStopping: 'early stopping', stopped: 'stopped by hand' } as const;

/** Why a run ended, in two or three words; empty where the status says it all. */
export function endLine(row: RunRow): string {
  return row.status === 'completed' && row.stopReason ? reasons[row.stopReason] : '';
}
