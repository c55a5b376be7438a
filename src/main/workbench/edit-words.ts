import type { ParsedRunChange } from '../../contract/run-edits.ts';
import { assertNever } from '../../nn/assert-never.ts';
import type { LeftRuns, ReasonToLeave } from '../store/types/edits.ts';

/** What an edit did, as the log and a menu say it: “rename “a” to “b””, “delete 3 runs”. */
export function labelOf(change: ParsedRunChange, runs: number, name: string): string {
  const what = runs === 1 ? quote(name) : `${runs} runs`;
  switch (change.kind) {
    case 'rename': return runs === 1 ? `rename a run to ${quote(name)}` : `rename ${what}`;
    case 'star': return `${change.on ? 'star' : 'unstar'} ${what}`;
    case 'lock': return `${change.on ? 'lock' : 'unlock'} ${what}`;
    case 'colour': return `colour ${what}`;
    case 'note': return change.text === '' ? `remove the note of ${what}` : `write the note of ${what}`;
    case 'move': return `move ${what} to ${quote(change.experiment)}`;
    case 'trash': return `delete ${what}`;
    case 'restore': return `restore ${what}`;
    case 'tag': {
      const { add, remove } = change;
      if (remove.length === 0) return `tag ${what} with ${add.map(quote).join(', ')}`;
      return add.length === 0 ? `take ${remove.map(quote).join(', ')} from ${what}` : `change the tags of ${what}`;
    }
    default: return assertNever(change);
  }
}

/** Which runs were left as they were, why, and what to do about it; null where none was. */
export function remarkOn(left: LeftRuns): string | null {
  const parts = (Object.keys(sentences) as ReasonToLeave[]).flatMap((reason) => {
    const some = left[reason];
    return some ? [sentences[reason](some.runs, some.name)] : [];
  });
  return parts.length === 0 ? null : parts.join(' ');
}

const sentences: Record<ReasonToLeave, (runs: number, name: string) => string> = {
  locked: (runs, name) => (runs === 1 ? `The run ${quote(name)} is locked and stays as it is. Unlock it first.` : `${runs} runs are locked and stay as they are. Unlock them first.`),
  training: (runs, name) => (runs === 1 ? `The run ${quote(name)} is still queued or trained. Stop it before you delete it.` : `${runs} runs are still queued or trained. Stop them before you delete them.`),
  trashed: (runs, name) => (runs === 1 ? `The run ${quote(name)} is in the trash. Restore it first.` : `${runs} runs are in the trash. Restore them first.`),
  changedSince: (runs, name) => (runs === 1 ? `The run ${quote(name)} has been changed since, and was left as it is.` : `${runs} runs have been changed since, and were left as they are.`),
  gone: (runs) => (runs === 1 ? '1 run was removed for good meanwhile.' : `${runs} runs were removed for good meanwhile.`),
};

const quote = (text: string) => `“${text.length > 60 ? `${text.slice(0, 59)}…` : text}”`;
