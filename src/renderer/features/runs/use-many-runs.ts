import { useRouter } from 'vue-router';
import { formatCount, formatPlural } from '../../format/numbers.ts';
import { messageOf } from '../../stores/bridge.ts';
import { useComparison } from '../../stores/comparison.ts';
import { MOST_COMPARED } from '../../stores/comparison-link.ts';
import { useExports } from '../../stores/exports.ts';
import { useRunEdits } from '../../stores/run-edits.ts';
import { useRunSelection } from '../../stores/run-selection.ts';
import { useRuns } from '../../stores/runs.ts';
import { useToasts } from '../../stores/toasts.ts';
import type { RunActionKey } from './actions.ts';
import { isMark, useMarkActions } from './use-mark-actions.ts';

/** as many ids as one call takes */
const atOnce = 10_000;

/** Carries out an action on a selection of which only the number is known here: main is told which runs by their filter or ids. */
export function useManyRuns(): (key: RunActionKey) => Promise<void> {
  const selection = useRunSelection();
  const runs = useRuns();
  const edits = useRunEdits();
  const mark = useMarkActions();
  const comparison = useComparison();
  const exports = useExports();
  const toasts = useToasts();
  const router = useRouter();

  async function inParts(work: (ids: string[]) => Promise<unknown>): Promise<void> {
    const ids = await selection.ids();
    for (let at = 0; at < ids.length; at += atOnce) await work(ids.slice(at, at + atOnce));
  }

  async function compare(): Promise<void> {
    const ids = await selection.ids();
    if (ids.length > MOST_COMPARED)
      toasts.show({ level: 'warning', message: `Up to ${MOST_COMPARED} runs can be compared at once: these are the first of ${formatCount(ids.length)}.` });
    void comparison.compare(ids.slice(0, MOST_COMPARED));
    await router.push({ name: 'compare' });
  }

  async function copyIds(): Promise<void> {
    const ids = await selection.ids();
    await navigator.clipboard.writeText(ids.join('\n'));
    toasts.show({ level: 'info', message: `${formatPlural(ids.length, 'id')} copied.` });
  }

  return async (key) => {
    const { target } = selection;
    if (target === null) return;
    try {
      if (isMark(key)) mark(key, target, selection.count, []);
      else if (key === 'compare') await compare();
      else if (key === 'pause') await inParts(runs.pause);
      else if (key === 'resume') await inParts(runs.resume);
      else if (key === 'stop') await inParts(runs.stop);
      else if (key === 'copyId') await copyIds();
      else if (key === 'export') exports.open({ kind: 'runs', runs: target, count: selection.count, rows: selection.rows, ids: selection.ids, what: '' });
      else if (key === 'remove') {
        await edits.remove(target);
        selection.clear();
      } else toasts.show({ level: 'info', message: 'This can be done to one run at a time. Select one.' });
    } catch (error) {
      toasts.show({ level: 'error', message: messageOf(error) });
    }
  };
}
