import type { RunRow, RunStatus } from '../../../contract/runs.ts';

/** The order of queued runs, which whoever trains them obeys. */
export interface QueueOrder {
  /** in their order; runs of other statuses in order of launching */
  rows(status: RunStatus, limit: number): RunRow[];
  ids(statuses: RunStatus[]): string[];
  /** Runs that wait and that no process has, in their order; `held` are paused and wait for being resumed first. */
  unowned(): { id: string; position: number; held: boolean }[];
  /** Puts queued runs, in the order given, before another queued one, or last. `conflict` where one is not queued. */
  move(ids: string[], before: string | null): void;
}
