import { ChartLine, Copy, PanelRight, Pause, Pencil, Play, Repeat2, Square, Trash2 } from '@lucide/vue';
import type { Component } from 'vue';
import type { RunRow } from '../../../contract/runs.ts';

export type RunActionKey = 'open' | 'compare' | 'pause' | 'resume' | 'stop' | 'rename' | 'launchAgain' | 'copyId' | 'remove';

/** Something that can be done to one run or to all selected ones. */
export interface RunAction {
  key: RunActionKey;
  label: string;
  icon: Component;
  keys?: string;
  disabled?: boolean;
  destroys?: boolean;
}

/** What fits the given runs, in groups as a menu shows them. */
export function runActions(rows: readonly RunRow[]): RunAction[][] {
  const one = rows.length === 1;
  const named = (verb: string) => (one ? `${verb} run` : `${verb} ${rows.length} runs`);
  const some = (...statuses: RunRow['status'][]) => rows.some((row) => statuses.includes(row.status));
  const steer: RunAction[] = [
    ...(some('running', 'queued') ? [{ key: 'pause' as const, label: named('Pause'), icon: Pause }] : []),
    ...(some('paused') ? [{ key: 'resume' as const, label: named('Resume'), icon: Play }] : []),
    ...(some('running', 'paused', 'queued') ? [{ key: 'stop' as const, label: named('Stop'), icon: Square }] : []),
  ];
  return [
    [{ key: 'open', label: 'Open', icon: PanelRight, keys: 'Enter', disabled: !one }, { key: 'compare', label: one ? 'Add to comparison' : `Compare ${rows.length} runs`, icon: ChartLine, keys: 'C' }],
    steer,
    [
      { key: 'rename', label: 'Rename', icon: Pencil, keys: 'F2', disabled: !one },
      { key: 'launchAgain', label: 'Duplicate with changes', icon: Repeat2, disabled: !one },
      { key: 'copyId', label: one ? 'Copy id' : 'Copy ids', icon: Copy },
    ],
    [{ key: 'remove', label: named('Delete'), icon: Trash2, keys: 'Del', destroys: true }],
  ].filter((group): group is RunAction[] => group.length > 0);
}
