import { setImmediate } from 'node:timers/promises';

/** For how long work on many things goes on before others have their turn. */
const sliceMs = 8;

/** Does something to one after the other; calls, and what trains, have their turn in between. */
export async function inSlices<T>(items: readonly T[], work: (item: T) => void): Promise<void> {
  let sliceEnd = performance.now() + sliceMs;
  for (const item of items) {
    if (performance.now() >= sliceEnd) {
      await setImmediate();
      sliceEnd = performance.now() + sliceMs;
    }
    work(item);
  }
}
