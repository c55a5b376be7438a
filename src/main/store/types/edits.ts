import type { EditEntry, EditHistory, ParsedRunChange, RunSelection } from '../../../contract/run-edits.ts';

/** Why an edit, or a step of undo or redo, leaves a run as it is. */
export type ReasonToLeave = 'locked' | 'training' | 'trashed' | 'changedSince' | 'gone';

/** How many were left for a reason, and the name of one of them. */
export type LeftRuns = Partial<Record<ReasonToLeave, { runs: number; name: string }>>;

export interface EditResult {
  /** null where there was nothing to change, undo or redo */
  entry: EditEntry | null;
  changed: number;
  left: LeftRuns;
}

/** Edits that can be undone, by whichever process: what a person does to runs by hand. */
export interface Edits {
  /** `label` says what was done, given how many runs were changed and the name of one of them. */
  make(runs: RunSelection, change: ParsedRunChange, label: (runs: number, name: string) => string): EditResult;
  undo(): EditResult;
  redo(): EditResult;
  /** How many runs a selection names. */
  reach(runs: RunSelection): number;
  history(limit: number): EditHistory;
}
