/** Whether a key, or what is pasted, belongs to a field in which the person types, so that no shortcut may take it. */
export function typesText(event: Event): boolean {
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches('textarea, select, input:not([type="checkbox"], [type="radio"])');
}
