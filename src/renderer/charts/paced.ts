/** Asked again and again, it does its work once it may. */
export interface Paced {
  soon(): void;
  /** What was asked for and has not begun is dropped. */
  stop(): void;
}

/**
 * Runs `work` for what comes by itself: as often as an eye can follow, and never for more than a share of the time, so that
 * a drawing that takes long, or a slow machine, leaves time for what a person does. `leastMs` lie between two beginnings.
 */
export function paced(work: () => unknown, { leastMs = 100, share = 0.25 } = {}): Paced {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let earliest = 0;
  let working = false;
  let again = false;

  function soon(): void {
    if (working) again = true;
    else timer ??= setTimeout(() => void run(), Math.max(0, earliest - performance.now()));
  }

  async function run(): Promise<void> {
    timer = null;
    working = true;
    again = false;
    const began = performance.now();
    try {
      await work();
    } finally {
      earliest = began + Math.max(leastMs, (performance.now() - began) / share);
      working = false;
      if (again) soon();
    }
  }

  return {
    soon,
    stop() {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      again = false;
    },
  };
}
