/**
 * Begins one after the other, each once a pause is over and the window has nothing else to do: whoever presses a key as soon as
 * something can be seen does not wait for what may be wanted later. Returns how to call off the rest.
 */
export function whenIdle(works: readonly (() => unknown)[], pauseMs = 500): () => void {
  const left = [...works];
  let timer = setTimeout(pause, pauseMs);
  return () => {
    left.length = 0;
    clearTimeout(timer);
  };

  function pause(): void {
    requestIdleCallback(begin, { timeout: 3000 });
  }

  function begin(): void {
    void left.shift()?.();
    if (left.length > 0) timer = setTimeout(pause, pauseMs);
  }
}
