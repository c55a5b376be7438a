import { defineStore } from 'pinia';
import { computed, onScopeDispose, ref, shallowReactive, type Component } from 'vue';

/** Something that the command palette can do. */
export interface PaletteAction {
  key: string;
  label: string;
  /** the heading under which it stands */
  group: string;
  icon?: Component;
  /** as a person reads them */
  keys?: string;
  run: () => void;
}

type Source = () => PaletteAction[];

/** The command palette: whether it is open, and what those parts of the window that are in sight can do. */
export const usePalette = defineStore('palette', () => {
  const open = ref(false);
  const sheetOpen = ref(false);
  const sources = shallowReactive(new Set<Source>());
  const actions = computed(() => [...sources].flatMap((source) => source()));

  function add(source: Source): () => void {
    sources.add(source);
    return () => sources.delete(source);
  }

  return { open, sheetOpen, actions, add };
});

/** Offers actions in the palette as long as the calling component lives. */
export function usePaletteActions(source: Source): void {
  onScopeDispose(usePalette().add(source));
}
