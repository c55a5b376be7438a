import { useEventListener } from '@vueuse/core';
import { typesText } from '../ui/typing.ts';

/** `mod` is Ctrl, on a Mac Cmd; parts are joined by +, alternatives separated by a space. */
export interface Shortcut {
  keys: string;
  label: string;
  place: ShortcutPlace;
}

export const shortcutPlaces = ['Everywhere', 'Runs', 'Launch', 'Compare', 'Charts', 'Lists and menus'] as const;
export type ShortcutPlace = (typeof shortcutPlaces)[number];

/**
 * Every key that does something, in one table: the handlers, the menus and the sheet that `?` opens all read it. Keys
 * that the rail's views have are theirs, in `app/destinations.ts`.
 */
export const shortcuts = {
  palette: { keys: 'mod+k', label: 'Find a command, a view or a run', place: 'Everywhere' },
  sheet: { keys: '?', label: 'Show these shortcuts', place: 'Everywhere' },
  undo: { keys: 'mod+z', label: 'Undo the latest edit of runs', place: 'Everywhere' },
  redo: { keys: 'mod+shift+z mod+y', label: 'Redo it', place: 'Everywhere' },
  back: { keys: 'Escape', label: 'Close the innermost thing', place: 'Everywhere' },
  filter: { keys: '/', label: 'Filter', place: 'Runs' },
  open: { keys: 'Enter', label: 'Open the inspector', place: 'Runs' },
  select: { keys: 'Space', label: 'Select or unselect', place: 'Runs' },
  selectRange: { keys: 'shift+ArrowDown shift+ArrowUp', label: 'Extend the selection', place: 'Runs' },
  selectAll: { keys: 'mod+a', label: 'Select all that match', place: 'Runs' },
  compare: { keys: 'c', label: 'Compare', place: 'Runs' },
  rename: { keys: 'F2', label: 'Rename', place: 'Runs' },
  star: { keys: 's', label: 'Star or unstar', place: 'Runs' },
  tag: { keys: 't', label: 'Edit tags', place: 'Runs' },
  note: { keys: 'n', label: 'Write a note', place: 'Runs' },
  move: { keys: 'm', label: 'Move to an experiment', place: 'Runs' },
  lock: { keys: 'l', label: 'Lock or unlock', place: 'Runs' },
  export: { keys: 'e', label: 'Export', place: 'Runs' },
  promote: { keys: 'p', label: 'Promote to a model', place: 'Runs' },
  remove: { keys: 'Delete', label: 'Delete', place: 'Runs' },
  start: { keys: 'mod+Enter', label: 'Start the run', place: 'Launch' },
  nextDifference: { keys: 'n', label: 'Go to the next difference of configs', place: 'Compare' },
  previousDifference: { keys: 'shift+n', label: 'Go to the one before', place: 'Compare' },
  chartZoom: { keys: '+ -', label: 'Zoom in or out', place: 'Charts' },
  chartPan: { keys: 'ArrowLeft ArrowRight', label: 'Move along', place: 'Charts' },
  chartReset: { keys: '0', label: 'Show all again', place: 'Charts' },
  listMove: { keys: 'ArrowUp ArrowDown', label: 'Go from row to row', place: 'Lists and menus' },
  listEnds: { keys: 'Home End', label: 'Go to the first or last', place: 'Lists and menus' },
  listPage: { keys: 'PageUp PageDown', label: 'Go a page up or down', place: 'Lists and menus' },
  menu: { keys: 'shift+F10', label: 'Open the context menu', place: 'Lists and menus' },
} as const satisfies Record<string, Shortcut>;

export type ShortcutName = keyof typeof shortcuts;

/** Does something when the key is pressed anywhere in the window, but in a field that is typed into or under something that floats. Ends with the scope that called it. */
export function useShortcut(name: ShortcutName, handler: (event: KeyboardEvent) => void): void {
  const { keys } = shortcuts[name];
  useEventListener(window, 'keydown', (event) => {
    if (event.defaultPrevented || !fits(keys, event)) return;
    // The palette is for getting elsewhere from anywhere; all other keys belong to the field, the menu or the dialog.
    if (name !== 'palette' && (typesText(event) || document.querySelector('[data-dismissable-layer]') !== null)) return;
    event.preventDefault();
    handler(event);
  });
}

export function fits(keys: string, event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>): boolean {
  return keys.split(' ').some((chord) => {
    const parts = chord === '+' ? ['+'] : chord.split('+');
    const key = parts.at(-1)!;
    const mod = event.ctrlKey || event.metaKey;
    if (event.altKey || mod !== parts.includes('mod')) return false;
    // A sign such as ? is reached by Shift on some keyboards and without it on others.
    const sign = key.length === 1 && !/[a-z0-9]/i.test(key);
    if (!sign && event.shiftKey !== parts.includes('shift')) return false;
    return event.key.toLowerCase() === (key === 'Space' ? ' ' : key.toLowerCase());
  });
}

const onMac = typeof navigator !== 'undefined' && /Mac/.test(navigator.platform);

/** The keys as a person reads them, the first alternative alone where `all` is false. */
export function keysShown(keys: string, all = false): string {
  const shown = keys.split(' ').map((chord) => (chord === '+' ? '+' : chord.split('+').map((part) => named[part] ?? (part.length === 1 ? part.toUpperCase() : part)).join(onMac ? '' : '+')));
  return all ? shown.join('  ') : shown[0]!;
}

export const shownKeys = (name: ShortcutName) => keysShown(shortcuts[name].keys);

const named: Record<string, string> = {
  mod: onMac ? '⌘' : 'Ctrl', shift: onMac ? '⇧' : 'Shift', ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→',
  Escape: 'Esc', Delete: 'Del', PageUp: 'Page ↑', PageDown: 'Page ↓',
};
