import type { EditHistory, EditOutcome, ParsedRunChange, RunSelection } from '../../contract/run-edits.ts';
import { AppError } from '../../contract/errors.ts';
import type { EditResult } from '../store/types/edits.ts';
import type { Store } from '../store/types/store.ts';
import type { Changes } from './changes.ts';
import { remarkOn } from './edit-words.ts';
import type { LongWrites } from './long-writes/long-writes.ts';
import { doLongWork } from './long-writes/work.ts';

export interface Editing {
  /**
   * One edit of one run or many, one entry of the log. Runs that refuse it are left as they are, and the remark says
   * which and why; where all refuse, that is a `conflict`.
   */
  edit(runs: RunSelection, change: ParsedRunChange): Promise<EditOutcome>;
  /** Takes the latest edit back, whoever made it. An entry of which nothing can be taken back is passed, and said. */
  undo(): Promise<EditOutcome>;
  redo(): Promise<EditOutcome>;
  history(limit: number): EditHistory;
}

/** Editing more runs than these takes longer than starting a thread for it. */
const manyRuns = 500;

export function createEditing(store: Store, changes: Changes, longWrites: LongWrites): Editing {
  return {
    async edit(runs, change) {
      const many = store.edits.reach(runs) > manyRuns;
      const outcome = publish(many ? await longWrites.do('edit', { runs, change }) : doLongWork(store, 'edit', { runs, change }));
      if (outcome.entry === null && outcome.remark !== null) throw new AppError('conflict', outcome.remark);
      return outcome;
    },
    undo: () => step('undo'),
    redo: () => step('redo'),
    history: (limit) => store.edits.history(limit),
  };

  async function step(which: 'undo' | 'redo'): Promise<EditOutcome> {
    const many = (store.edits.history(1)[which]?.runs ?? 0) > manyRuns;
    return publish(many ? await longWrites.do(which, null) : doLongWork(store, which, null));
  }

  function publish({ entry, changed, left }: EditResult): EditOutcome {
    if (changed > 0) changes.publishOwn();
    return { entry, changed, remark: remarkOn(left) };
  }
}
