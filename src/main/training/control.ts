import { signals, type Signal } from './messages.ts';

/** The worker's side of what steers a training: read between two steps, waited on while paused. */
export interface Control {
  /** something other than going on is asked for */
  raised(): boolean;
  /** Blocks while the training is paused; answers what is asked for then. */
  settle(onPause: () => void): 'run' | 'stop';
  /** Notes one more batch that was posted. The answer says, then and later, whether it has been recorded. */
  posted(): () => boolean;
  /** Blocks while a batch that was posted long ago is not recorded; not where something else is asked for. */
  keepPace(): void;
}

/** The process' side. */
export interface Steering {
  /** numbers that both sides see: the signal, who trains it, how many of its batches are recorded, and how often anything was said */
  readonly shared: Int32Array;
  signal(value: Signal): void;
  /** One more batch of epochs has been dealt with. */
  recorded(): void;
  /** the number of the worker that has begun; null before one has */
  claimedBy(): number | null;
  /** Takes the job back, unless a worker has begun: then it answers false. */
  withdraw(): boolean;
}

/**
 * For how long a batch may be on its way before its training waits for it. What is recorded more slowly than it is trained
 * would otherwise pile up, and a stop, which comes behind what was trained before it, would be seen later and later.
 */
const aheadMs = 200;

const [signalAt, claimAt, recordedAt, bellAt] = [0, 1, 2, 3];
/** Instead of a worker's number, which is 1 or more. */
const free = 0;
const withdrawn = -1;

export function readControl(shared: Int32Array): Control {
  const raised = () => Atomics.load(shared, signalAt) !== signals.run;
  /** when each batch was posted that is not known to be recorded, in order; and how many came before those */
  const unrecorded: number[] = [];
  let before = 0;
  const recorded = () => Atomics.load(shared, recordedAt);
  return {
    raised,
    settle(onPause) {
      if (Atomics.load(shared, signalAt) === signals.pause) onPause();
      Atomics.wait(shared, signalAt, signals.pause);
      return Atomics.load(shared, signalAt) === signals.stop ? 'stop' : 'run';
    },
    posted() {
      const count = before + unrecorded.push(performance.now());
      return () => recorded() >= count;
    },
    keepPace() {
      const now = performance.now();
      for (;;) {
        // Read first: whatever is said from here on changes it, and ends the wait.
        const heard = Atomics.load(shared, bellAt);
        for (const count = recorded(); before < count; before++) unrecorded.shift();
        const [oldest = now] = unrecorded;
        if (raised() || now - oldest < aheadMs) return;
        Atomics.wait(shared, bellAt, heard);
      }
    },
  };
}

/** Of the workers that have got a job, the first to ask has it. */
export function claim(shared: Int32Array, worker: number): boolean {
  const before = Atomics.compareExchange(shared, claimAt, free, worker);
  return before === free || before === worker;
}

/** `worker`: the one that the job is for; left out where any may claim it. */
export function createSteering(worker = free): Steering {
  const shared = new Int32Array(new SharedArrayBuffer(16));
  shared[claimAt] = worker;
  const ring = (): void => {
    Atomics.add(shared, bellAt, 1);
    Atomics.notify(shared, bellAt);
  };
  return {
    shared,
    signal(value) {
      Atomics.store(shared, signalAt, signals[value]);
      Atomics.notify(shared, signalAt);
      ring();
    },
    recorded() {
      Atomics.add(shared, recordedAt, 1);
      ring();
    },
    claimedBy() {
      const claimant = Atomics.load(shared, claimAt);
      return claimant > 0 ? claimant : null;
    },
    withdraw: () => Atomics.compareExchange(shared, claimAt, free, withdrawn) === free,
  };
}
