import { Box, ChartLine, Copy, Download, FolderInput, Lock, LockOpen, Palette, PanelRight, Pause, Pencil, Play, Repeat2, Square, Star, StarOff, StickyNote, Tag, Trash2 } from '@lucide/vue';
import { formatCount } from '../../format/numbers.ts';
import { shownKeys } from '../../stores/shortcuts.ts';
import type { RunRow } from '../../../contract/runs.ts';
import type { MenuAction } from '../../ui/menu-action.ts';

/** What a person gives runs by hand; each can be given to many at once. */
export const markKeys = ['star', 'unstar', 'lock', 'unlock', 'tag', 'note', 'move', 'colour'] as const;
export type MarkKey = (typeof markKeys)[number];

export type RunActionKey = MarkKey | 'open' | 'compare' | 'pause' | 'resume' | 'stop' | 'rename' | 'launchAgain' | 'copyId' | 'export' | 'promote' | 'remove';

/** Something that can be done to one run or to all selected ones. */
export interface RunAction extends MenuAction {
  key: RunActionKey;
}

/** What fits the given runs, in groups as a menu shows them. Of many, only their number may be known: then everything may fit. */
export function runActions(rows: readonly RunRow[], count = rows.length): RunAction[][] {
  const one = count === 1;
  const named = (verb: string) => (one ? `${verb} run` : `${verb} ${formatCount(count)} runs`);
  const some = (...statuses: RunRow['status'][]) => count > rows.length || rows.some((row) => statuses.includes(row.status));
  const steer: RunAction[] = [
    ...(some('running', 'queued') ? [{ key: 'pause' as const, label: named('Pause'), icon: Pause }] : []),
    ...(some('paused') ? [{ key: 'resume' as const, label: named('Resume'), icon: Play }] : []),
    ...(some('running', 'paused', 'queued') ? [{ key: 'stop' as const, label: named('Stop'), icon: Square }] : []),
  ];
  return [
    [{ key: 'open', label: 'Open', icon: PanelRight, keys: shownKeys('open'), disabled: !one }, { key: 'compare', label: one ? 'Add to comparison' : `Compare ${formatCount(count)} runs`, icon: ChartLine, keys: shownKeys('compare') }],
    steer,
    [
      { key: 'rename', label: 'Rename', icon: Pencil, keys: shownKeys('rename'), disabled: !one },
      { key: 'launchAgain', label: 'Duplicate with changes', icon: Repeat2, disabled: !one },
      { key: 'copyId', label: one ? 'Copy id' : 'Copy ids', icon: Copy },
    ],
    [
      { key: 'export', label: one ? 'Export…' : `Export from ${formatCount(count)} runs…`, icon: Download, keys: shownKeys('export') },
      { key: 'promote', label: 'Promote to a model…', icon: Box, keys: shownKeys('promote'), disabled: !one || !hasWeights(rows[0]) },
    ],
    marks(rows, count),
    [{ key: 'remove', label: named('Delete'), icon: Trash2, keys: shownKeys('remove'), disabled: rows.length === count && rows.every((row) => row.locked), destroys: true }],
  ].filter((group): group is RunAction[] => group.length > 0);
}

/** Of a run whose row is not at hand main says what it has. */
const hasWeights = (row: RunRow | undefined) => row === undefined || row.parameters !== null;

/** Of a mark that all have, taking it away is offered; else giving it. */
function marks(rows: readonly RunRow[], count: number): RunAction[] {
  const all = (quality: 'starred' | 'locked') => rows.length === count && rows.every((row) => row[quality]);
  return [
    all('starred') ? { key: 'unstar', label: 'Unstar', icon: StarOff, keys: shownKeys('star') } : { key: 'star', label: 'Star', icon: Star, keys: shownKeys('star') },
    { key: 'tag', label: 'Edit tags…', icon: Tag, keys: shownKeys('tag') },
    { key: 'note', label: count === 1 && rows[0]?.note ? 'Edit note…' : 'Write a note…', icon: StickyNote, keys: shownKeys('note') },
    { key: 'move', label: 'Move to an experiment…', icon: FolderInput, keys: shownKeys('move') },
    { key: 'colour', label: 'Change colour…', icon: Palette },
    all('locked') ? { key: 'unlock', label: 'Unlock', icon: LockOpen, keys: shownKeys('lock') } : { key: 'lock', label: 'Lock', icon: Lock, keys: shownKeys('lock') },
  ];
}
