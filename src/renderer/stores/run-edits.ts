import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { EditEntry, EditOutcome, RunChange, RunChangeKind, RunSelection } from '../../contract/run-edits.ts';
import { formatPlural } from '../format/numbers.ts';
import { call } from './bridge.ts';
import { useExperiments } from './experiments.ts';
import { useToasts } from './toasts.ts';

/** An edit that takes longer says that it is at work: that of a hundred thousand runs takes some seconds. */
const slowMs = 500;

/** What a person does to runs by hand: each edit of one run or a selection is one step of undo. The rows themselves come as deltas. */
export const useRunEdits = defineStore('run-edits', () => {
  const toasts = useToasts();
  /** counts the edits, undone and redone ones too, so that a view can read again what is not in the rows */
  const made = ref(0);

  /** Null where it was refused, which is then told. */
  async function edit(runs: RunSelection, change: RunChange): Promise<EditOutcome | null> {
    return attempt(async () => {
      const outcome = await call('runs.edit', { runs, change });
      made.value++;
      const { entry } = outcome;
      if (entry && (change.kind === 'trash' || change.kind === 'restore' || change.kind === 'move' || entry.runs > 1))
        toasts.show({ level: 'info', message: `${doneTo(entry)}.`, action: { label: 'Undo', run: () => void undo() } });
      tellRemark(outcome);
      if (change.kind === 'move') await useExperiments().load();
      return outcome;
    });
  }

  const undo = () => step('edits.undo', 'undo', 'Undone');
  const redo = () => step('edits.redo', 'redo', 'Redone');

  async function step(method: 'edits.undo' | 'edits.redo', word: string, done: string): Promise<void> {
    await attempt(async () => {
      const outcome = await call(method, null);
      made.value++;
      const { entry, changed } = outcome;
      if (entry === null) toasts.show({ level: 'info', message: `There is nothing to ${word}.` });
      else if (changed > 0) toasts.show({
        level: 'info', message: `${done}: ${entry.label}.`,
        ...(word === 'undo' && { action: { label: 'Redo', run: () => void redo() } }),
      });
      else toasts.show({ level: 'warning', message: `Could not ${word}: ${entry.label}.` });
      tellRemark(outcome);
      if (entry?.kind === 'move') await useExperiments().load();
    });
  }

  function tellRemark({ remark }: EditOutcome): void {
    if (remark !== null) toasts.show({ level: 'warning', message: remark });
  }

  async function attempt<T>(act: () => Promise<T>): Promise<T | null> {
    let told: number | null = null;
    const timer = setTimeout(() => { told = toasts.show({ level: 'info', message: 'Still writing: it is a large selection. Everything else goes on.' }); }, slowMs);
    try {
      return await act();
    } catch (error) {
      toasts.showError(error);
      return null;
    } finally {
      clearTimeout(timer);
      if (told !== null) toasts.dismiss(told);
    }
  }

  const star = (runs: RunSelection, on: boolean) => edit(runs, { kind: 'star', on });
  const lock = (runs: RunSelection, on: boolean) => edit(runs, { kind: 'lock', on });
  const remove = (runs: RunSelection) => edit(runs, { kind: 'trash' });
  const restore = (runs: RunSelection) => edit(runs, { kind: 'restore' });

  return { made, edit, undo, redo, star, lock, remove, restore };
});

const did: Record<RunChangeKind, string> = {
  rename: 'Renamed', star: 'Changed the star of', lock: 'Changed the lock of', colour: 'Coloured', tag: 'Changed the tags of',
  note: 'Wrote the note of', move: 'Moved', trash: 'Deleted', restore: 'Restored',
};

const doneTo = ({ kind, runs }: EditEntry) => `${did[kind]} ${formatPlural(runs, 'run')}`;
