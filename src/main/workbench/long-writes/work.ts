import type { ErrorData } from '../../../contract/errors.ts';
import type { ParsedRunChange, RunSelection } from '../../../contract/run-edits.ts';
import type { EmptiedTrash } from '../../../contract/trash.ts';
import type { EditResult } from '../../store/types/edits.ts';
import type { Store } from '../../store/types/store.ts';
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

/** How much of it is done, in what it consists of. */
export interface Progress {
  done: number;
  total: number;
}

/** What a thread in a pause is told. */
export type AfterPause = 'goOn' | 'stop';

export interface ToLongWriter {
  name: LongWorkName;
  input: LongWork[LongWorkName]['input'];
  path: string;
  /** the opening of the file that this is done for */
  owner: string;
}

export type FromLongWriter =
  /** between two transactions: nothing is being written until it is told to go on */
  | { paused: Progress }
  | { ok: true; value: LongWork[LongWorkName]['output'] }
  | { ok: false; error: ErrorData }
  | { ok: false; detail: string };

type Doers = { [N in LongWorkName]: (store: Store, input: LongWork[N]['input']) => LongWork[N]['output'] | Slices<LongWork[N]['output']> };

/** Yields between two transactions. */
export type Slices<T> = Generator<Progress, T>;

const doers: Doers = {
  edit: (store, { runs, change }) => store.edits.make(runs, change, (count, name) => labelOf(change, count, name)),
  undo: (store) => store.edits.undo(),
  redo: (store) => store.edits.redo(),
  createRuns,
  emptyTrash: (store) => store.emptyTrashInSlices(),
};

export function doLongWork<N extends LongWorkName>(store: Store, name: N, input: LongWork[N]['input']): LongWork[N]['output'] {
  const slices = longWorkInSlices(store, name, input);
  for (let step = slices.next(); ; step = slices.next()) if (step.done) return step.value;
}

/** What is one transaction yields nothing. */
export function* longWorkInSlices<N extends LongWorkName>(store: Store, name: N, input: LongWork[N]['input']): Slices<LongWork[N]['output']> {
  const done = doers[name](store, input);
  return isSlices(done) ? yield* done : done;
}

const isSlices = <T>(done: T | Slices<T>): done is Slices<T> => typeof done === 'object' && done !== null && Symbol.iterator in done && !Array.isArray(done);
