/** A quantity that is not known yet: what is likely, and the range in which past runs were. */
export interface Range {
  likely: number;
  low: number;
  high: number;
}

/** What a launch will cost, before it is started. */
export interface CostEstimate {
  runs: number;
  /** of one network */
  parameters: number;
  /** of all runs together; early stopping may end them sooner */
  steps: number;
  /** until the last of them has ended, with this many training at a time; null without a past run to go by */
  seconds: Range | null;
  /** seconds of the one process's threads, whatever their number */
  places: number;
  /** what the file grows by: snapshots within their budget, points and hashes */
  bytes: Range;
  /** steps and seconds are upper bounds, because the runs may stop early */
  atMost: boolean;
  /** how many past runs of this machine with the same arithmetic the seconds come from */
  pastRuns: number;
}
