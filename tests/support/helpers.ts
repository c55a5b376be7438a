import { dismissHelpers, helpersJoined, type Helpers, type Invitation } from '../../src/nn/arithmetic.ts';
import { createTrainingWorker } from './training-worker.ts';

/** Threads that help one kernel after the other: all of them have come before it goes on. */
export interface HelperThreads extends Helpers {
  close(): Promise<void>;
}

/** Far more than a worker needs to start on a busy machine. */
const joinWithinMs = 60_000;

export function createHelperThreads(count: number, { eager = false } = {}): HelperThreads {
  const workers = Array.from({ length: count }, createTrainingWorker);
  const never = new Int32Array(new SharedArrayBuffer(4));
  let latest: Invitation | null = null;
  const dismiss = () => latest && dismissHelpers(latest.control);
  return {
    count, eager,
    recruit(invitation) {
      dismiss();
      latest = invitation;
      for (const worker of workers) worker.postMessage({ kind: 'help', invitation });
      const deadline = performance.now() + joinWithinMs;
      while (helpersJoined(invitation.control) < count) {
        // This thread sleeps, so it would not hear of a worker that has ended.
        if (performance.now() > deadline) throw new Error(`Of ${count} helpers ${helpersJoined(invitation.control)} came.`);
        Atomics.wait(never, 0, 0, 1);
      }
    },
    async close() {
      dismiss();
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}
