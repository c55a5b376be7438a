import type { ErrorData } from '../../../contract/errors.ts';
import type { ParsedRunChange, RunSelection } from '../../../contract/run-edits.ts';
import type { EmptiedTrash } from '../../../contract/trash.ts';
import type { EditResult, Store } from '../../store/types.ts';
import { createRuns, type RunsToCreate } from '../create-runs.ts';
import { labelOf } from '../edit-words.ts';

/** What is written of very many runs at once, each in one transaction or in many short ones. */
export interface LongWork {
  edit: { input: { runs: RunSelection; change: ParsedRunChange }; output: EditResult };
  undo: { input: null; output: EditResult };
  redo: { input: null; output: EditResult };
  createRuns: { input: RunsToCreate; output: string[] };
  emptyTrash: { input: null; output: EmptiedTrash };
}

export type LongWorkName = keyof LongWork;

export interface ToLongWriter {
  name: LongWorkName;
  input: LongWork[LongWorkName]['input'];
  path: string;
  /** the opening of the file that this is done for */
  owner: string;
}

export type FromLongWriter =
  | { ok: true; value: LongWork[LongWorkName]['output'] }
  | { ok: false; error: ErrorData }
  | { ok: false; detail: string };

const doers: { [N in LongWorkName]: (store: Store, input: LongWork[N]['input']) => LongWork[N]['output'] } = {
  edit: (store, { runs, change }) => store.edits.make(runs, change, (count, name) => labelOf(change, count, name)),
  undo: (store) => store.edits.undo(),
  redo: (store) => store.edits.redo(),
  createRuns,
  emptyTrash: (store) => store.emptyTrash(),
};

export function doLongWork<N extends LongWorkName>(store: Store, name: N, input: LongWork[N]['input']): LongWork[N]['output'] {
  return doers[name](store, input);
}
