/** Gathers many reasons to read something again into one reading, a moment after the first. Failures wait for the next reason. */
export function reloadLater(load: () => Promise<unknown>, delayMs = 300): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  return () => {
    timer ??= setTimeout(() => {
      timer = null;
      load().catch(() => undefined);
    }, delayMs);
  };
}
