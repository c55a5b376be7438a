import { useEventListener } from '@vueuse/core';

/**
 * Calls back when Escape is pressed and nothing that floats above has taken it: popovers, menus and dialogs close first,
 * and by the time that the key arrives here they may already be gone. Ends with the scope that called it.
 */
export function useEscape(back: () => void): void {
  let taken = false;
  useEventListener(window, 'keydown', (event) => {
    if (event.key === 'Escape') taken = document.querySelector('[data-dismissable-layer]') !== null;
  }, { capture: true });
  useEventListener(window, 'keydown', (event) => {
    if (event.key === 'Escape' && !event.defaultPrevented && !taken) back();
  });
}
