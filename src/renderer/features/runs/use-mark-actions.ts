import type { RunSelection } from '../../../contract/run-edits.ts';
import type { RunRow } from '../../../contract/runs.ts';
import { useRunEditor } from '../../stores/run-editor.ts';
import { useRunEdits } from '../../stores/run-edits.ts';
import { markKeys, type MarkKey, type RunActionKey } from './actions.ts';

/** Gives runs marks, however many they are: at once, or by way of the small editor. */
export function useMarkActions(): (key: MarkKey, runs: RunSelection, count: number, rows: readonly RunRow[]) => void {
  const edits = useRunEdits();
  const editor = useRunEditor();
  return (key, runs, count, rows) => {
    switch (key) {
      case 'star': case 'unstar': return void edits.star(runs, key === 'star');
      case 'lock': case 'unlock': return void edits.lock(runs, key === 'lock');
      default: editor.open({ kind: key, runs, count, rows });
    }
  };
}

export function isMark(key: RunActionKey): key is MarkKey {
  return (markKeys as readonly string[]).includes(key);
}
