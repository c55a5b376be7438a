/**
 * Does one thing at a time, and always the newest that was asked for: what was asked for meanwhile and is out of date
 * is never begun. Work that only waits is told by the signal to give up; it may go on where that is quicker.
 */
export function newestFirst<T>(work: (request: T, signal: AbortSignal) => Promise<void>): { ask(request: T): void; stop(): void } {
  let next: { request: T } | null = null;
  let controller: AbortController | null = null;
  let stopped = false;

  async function run(): Promise<void> {
    while (next && !stopped) {
      const { request } = next;
      next = null;
      controller = new AbortController();
      await work(request, controller.signal);
    }
    controller = null;
  }

  return {
    ask(request) {
      next = { request };
      if (controller) controller.abort(outOfDate);
      else void run();
    },
    stop() {
      stopped = true;
      controller?.abort(outOfDate);
    },
  };
}

/** Why a signal says that nobody waits any more. */
export const outOfDate = new Error('something newer was asked for');
