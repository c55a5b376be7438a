import { onScopeDispose } from 'vue';
import { useRouter } from 'vue-router';
import type { MenuChoice } from '../../contract/menu-choices.ts';
import { assertNever } from '../../nn/assert-never.ts';
import { listen } from '../stores/bridge.ts';
import { usePalette } from '../stores/palette.ts';
import { useRunEdits } from '../stores/run-edits.ts';

/** Carries out what is chosen in the native menu. In a field that is typed into, undo is the field's own. */
export function useMenuChoices(): void {
  const router = useRouter();
  const palette = usePalette();
  const edits = useRunEdits();

  function carryOut(choice: MenuChoice): void {
    switch (choice) {
      case 'launch': case 'runs': case 'data': case 'trash': return void router.push({ name: choice });
      case 'palette': palette.open = true; return;
      case 'shortcuts': palette.sheetOpen = true; return;
      case 'undo': return inField() ? void document.execCommand('undo') : void edits.undo();
      case 'redo': return inField() ? void document.execCommand('redo') : void edits.redo();
      default: assertNever(choice);
    }
  }

  onScopeDispose(listen('menu.chosen', ({ choice }) => carryOut(choice)));
}

const inField = () => document.activeElement?.matches('textarea, [contenteditable], input:not([type="checkbox"], [type="radio"])') ?? false;
