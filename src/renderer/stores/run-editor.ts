import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { RunSelection } from '../../contract/run-edits.ts';
import type { RunRow } from '../../contract/runs.ts';

export type EditorKind = 'tag' | 'note' | 'move' | 'colour';

/** What is being edited: which runs, how many they are, and the rows of those that are at hand. */
export interface Editing {
  kind: EditorKind;
  runs: RunSelection;
  count: number;
  rows: readonly RunRow[];
}

/** The one small editor for what needs more than a key: opened by menu, key, palette or inspector, for one run or many. */
export const useRunEditor = defineStore('run-editor', () => {
  const editing = shallowRef<Editing | null>(null);
  const open = (what: Editing): void => { editing.value = what; };
  const close = (): void => { editing.value = null; };
  return { editing, open, close };
});
