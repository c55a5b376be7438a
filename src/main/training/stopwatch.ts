/** Seconds of training since it was made, without those during which the training was held. */
export interface Stopwatch {
  seconds(): number;
  /** Runs `work` off the clock. */
  hold<T>(work: () => T): T;
}

export function createStopwatch(): Stopwatch {
  const startedAt = performance.now();
  let heldMs = 0;
  return {
    seconds: () => (performance.now() - startedAt - heldMs) / 1000,
    hold(work) {
      const heldAt = performance.now();
      try {
        return work();
      } finally {
        heldMs += performance.now() - heldAt;
      }
    },
  };
}
