/**
 * Does something once a menu or a dialog that is closing has gone and given the focus back: what it opens may then take
 * the focus, and gives it back to where the person was. (It leaves with the next rendering, and moves the focus in a timer.)
 */
export function afterClosing(act: () => void): void {
  setTimeout(() => setTimeout(act));
}
