export type RunCommand = 'pause' | 'resume' | 'stop';

/** How a process steers a run that another one trains. */
export interface Commands {
  send(runId: string, command: RunCommand): void;
  /** Commands for runs that this process owns and knows of by now, oldest first; they are gone afterwards. Others wait. */
  takeForOwned(isKnown: (runId: string) => boolean): { runId: string; command: RunCommand }[];
}
