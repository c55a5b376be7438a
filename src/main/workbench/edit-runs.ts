import type { EditHistory, EditOutcome, ParsedRunChange, RunSelection } from '../../contract/run-edits.ts';
import { AppError } from '../../contract/errors.ts';
import type { EditResult, Store } from '../store/types.ts';
import type { Changes } from './changes.ts';
import { labelOf, remarkOn } from './edit-words.ts';

export interface Editing {
  /**
   * One edit of one run or many, one entry of the log. Runs that refuse it are left as they are, and the remark says
   * which and why; where all refuse, that is a `conflict`.
   */
  edit(runs: RunSelection, change: ParsedRunChange): EditOutcome;
  /** Takes the latest edit back, whoever made it. An entry of which nothing can be taken back is passed, and said. */
  undo(): EditOutcome;
  redo(): EditOutcome;
  history(limit: number): EditHistory;
}

export function createEditing(store: Store, changes: Changes): Editing {
  return {
    edit(runs, change) {
      const outcome = publish(store.edits.make(runs, change, (count, name) => labelOf(change, count, name)));
      if (outcome.entry === null && outcome.remark !== null) throw new AppError('conflict', outcome.remark);
      return outcome;
    },
    undo: () => publish(store.edits.undo()),
    redo: () => publish(store.edits.redo()),
    history: (limit) => store.edits.history(limit),
  };

  function publish({ entry, changed, left }: EditResult): EditOutcome {
    if (changed > 0) changes.publishOwn();
    return { entry, changed, remark: remarkOn(left) };
  }
}
