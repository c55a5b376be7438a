import type { RunRow } from './runs.ts';

/** Every run that trains or waits; `total` counts those that are not listed as well. */
export interface QueueState {
  running: QueuePart;
  paused: QueuePart;
  /** in the order in which they have their turn */
  queued: QueuePart;
}

export interface QueuePart {
  rows: RunRow[];
  total: number;
}
