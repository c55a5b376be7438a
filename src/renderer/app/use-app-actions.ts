import { AArrowUp, Keyboard, Monitor, Moon, Redo2, Sun, Undo2 } from '@lucide/vue';
import { computed, type ComputedRef } from 'vue';
import { useRouter } from 'vue-router';
import { useExperiments } from '../stores/experiments.ts';
import { usePalette, type PaletteAction } from '../stores/palette.ts';
import { useRunEdits } from '../stores/run-edits.ts';
import { useRunList } from '../stores/run-list.ts';
import { textSizes, useSettings, type Theme } from '../stores/settings.ts';
import { keysShown, shownKeys } from '../stores/shortcuts.ts';
import { destinations } from './destinations.ts';

/** What can be done from every view: go to another one, undo, change the look. */
export function useAppActions(): ComputedRef<PaletteAction[]> {
  const router = useRouter();
  const edits = useRunEdits();
  const palette = usePalette();
  const settings = useSettings();
  const experiments = useExperiments();
  const list = useRunList();
  const themed = (theme: Theme, label: string, icon: PaletteAction['icon']): PaletteAction =>
    ({ key: `theme-${theme}`, label, group: 'Window', icon, run: () => void settings.setTheme(theme) });

  return computed(() => [
    ...destinations.map(({ route, label, icon, key }) => ({
      key: route, label: `Go to ${label}`, group: 'Views', icon, keys: keysShown(`mod+${key}`), run: () => void router.push({ name: route }),
    })),
    { key: 'undo', label: 'Undo the latest edit of runs', group: 'Edits', icon: Undo2, keys: shownKeys('undo'), run: () => void edits.undo() },
    { key: 'redo', label: 'Redo the edit that was undone', group: 'Edits', icon: Redo2, keys: shownKeys('redo'), run: () => void edits.redo() },
    themed('system', 'Theme of the system', Monitor), themed('light', 'Light theme', Sun), themed('dark', 'Dark theme', Moon),
    ...textSizes.map(({ value, label }) => ({ key: `text-${value}`, label: `Text size: ${label.toLowerCase()}`, group: 'Window', icon: AArrowUp, run: () => void settings.setTextSize(value) })),
    { key: 'sheet', label: 'Keyboard shortcuts', group: 'Window', icon: Keyboard, keys: shownKeys('sheet'), run: () => { palette.sheetOpen = true; } },
    ...experiments.all.map(({ id, name }) => ({
      key: id, label: `Show experiment ${name}`, group: 'Experiments', run: () => {
        void list.showExperiment(id);
        void router.push({ name: 'runs' });
      },
    })),
  ]);
}
