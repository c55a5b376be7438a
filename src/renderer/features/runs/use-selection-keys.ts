import { usePaletteActions } from '../../stores/palette.ts';
import { useRunSelection } from '../../stores/run-selection.ts';
import { useShortcut } from '../../stores/shortcuts.ts';
import { runActions, type RunActionKey } from './actions.ts';

/** Offers what can be done to the selected runs to the keys and to the command palette. */
export function useSelectionKeys(act: (key: RunActionKey) => void): void {
  const selection = useRunSelection();
  const all = (quality: 'starred' | 'locked') => selection.rows.length > 0 && selection.rows.length === selection.count && selection.rows.every((row) => row[quality]);
  const onSelected = (key: () => RunActionKey) => () => { if (selection.count > 0) act(key()); };

  useShortcut('star', onSelected(() => (all('starred') ? 'unstar' : 'star')));
  useShortcut('lock', onSelected(() => (all('locked') ? 'unlock' : 'lock')));
  useShortcut('tag', onSelected(() => 'tag'));
  useShortcut('note', onSelected(() => 'note'));
  useShortcut('move', onSelected(() => 'move'));
  useShortcut('promote', () => { if (selection.count === 1) act('promote'); });

  usePaletteActions(() => (selection.count === 0 ? [] : runActions(selection.rows, selection.count).flat().filter((action) => !action.disabled).map(({ key, label, icon, keys }) => (
    { key, label, icon, group: 'Selected runs', ...(keys && { keys }), run: () => act(key) }))));
}
