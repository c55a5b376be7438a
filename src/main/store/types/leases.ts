export interface Leases {
  /** Takes the run for this process; false where a living process has it. */
  take(runId: string): boolean;
  renewAll(): void;
  release(runId: string): void;
  ownedHere(runId: string): boolean;
  /** Runs whose owner is dead or silent: they are marked `interrupted` (or stay `queued`), ids returned. */
  sweep(): string[];
}
