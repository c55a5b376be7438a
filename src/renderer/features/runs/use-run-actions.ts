import { useRouter } from 'vue-router';
import { assertNever } from '../../../nn/assert-never.ts';
import type { RunRow } from '../../../contract/runs.ts';
import { useComparison } from '../../stores/comparison.ts';
import { useExports } from '../../stores/exports.ts';
import { useLaunchDraft } from '../../stores/launch-draft.ts';
import { useModels } from '../../stores/models.ts';
import { useRunEdits } from '../../stores/run-edits.ts';
import { useRuns } from '../../stores/runs.ts';
import { useToasts } from '../../stores/toasts.ts';
import type { RunActionKey } from './actions.ts';
import { isMark, useMarkActions } from './use-mark-actions.ts';

/** What only the view can do. */
export interface RunActionsView {
  open: (row: RunRow) => void;
  rename: (row: RunRow) => void;
  /** they are about to be deleted; returns how to call that off */
  removed: (ids: ReadonlySet<string>) => () => void;
}

/** Carries out an action on the given runs, for the context menu, the buttons and the keys alike. */
export function useRunActions(view: RunActionsView): (key: RunActionKey, rows: readonly RunRow[]) => void {
  const runs = useRuns();
  const edits = useRunEdits();
  const mark = useMarkActions();
  const toasts = useToasts();
  const draft = useLaunchDraft();
  const comparison = useComparison();
  const exports = useExports();
  const models = useModels();
  const router = useRouter();

  async function copyIds(ids: string[]): Promise<void> {
    try {
      await navigator.clipboard.writeText(ids.join('\n'));
      toasts.show({ level: 'info', message: ids.length === 1 ? 'Id copied.' : `${ids.length} ids copied.` });
    } catch {
      toasts.show({ level: 'warning', message: 'The clipboard is not available here. Select the id in the inspector and copy it by hand.' });
    }
  }

  async function remove(ids: string[]): Promise<void> {
    const callOff = view.removed(new Set(ids));
    const outcome = await edits.remove(ids);
    if (!outcome?.changed) callOff();
  }

  /** Several runs are a comparison; a single one joins the one there is. */
  function compare(ids: string[]): void {
    void (ids.length > 1 ? comparison.compare(ids) : comparison.add(ids));
    void router.push({ name: 'compare' });
  }

  return (key, rows) => {
    const [first] = rows;
    if (!first) return;
    const idsWith = (...statuses: RunRow['status'][]) => rows.filter((row) => statuses.includes(row.status)).map((row) => row.id);
    const ids = rows.map((row) => row.id);
    if (isMark(key)) return mark(key, ids, ids.length, rows);
    switch (key) {
      case 'open': return view.open(first);
      case 'compare': return compare(ids);
      case 'rename': return view.rename(first);
      case 'pause': return void runs.pause(idsWith('running', 'queued'));
      case 'resume': return void runs.resume(idsWith('paused'));
      case 'stop': return void runs.stop(idsWith('running', 'paused', 'queued'));
      case 'copyId': return void copyIds(ids);
      case 'export':
        return rows.length === 1 ? exports.open({ kind: 'run', run: first }) : exports.open({ kind: 'runs', runs: ids, count: ids.length, rows, ids: () => Promise.resolve(ids), what: '' });
      case 'promote':
        models.promoting = { runId: first.id, name: first.name, epochs: first.epochs, bestEpoch: first.bestEpoch, at: 'best' };
        return;
      case 'launchAgain':
        draft.duplicate(first);
        return void router.push({ name: 'launch' });
      case 'remove':
        return void remove(ids);
      default: assertNever(key);
    }
  };
}
