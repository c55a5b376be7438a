import { signals, type Signal } from './messages.ts';

/** The worker's side of what steers a training: read between two steps, waited on while paused. */
export interface Control {
  /** something other than going on is asked for */
  raised(): boolean;
  /** Blocks while the training is paused; answers what is asked for then. */
  settle(onPause: () => void): 'run' | 'stop';
}

/** The process' side. */
export interface Steering {
  /** two numbers that both sides see: the signal, and who trains it */
  readonly shared: Int32Array;
  signal(value: Signal): void;
  /** the number of the worker that has begun; null before one has */
  claimedBy(): number | null;
  /** Takes the job back, unless a worker has begun: then it answers false. */
  withdraw(): boolean;
}

const [signalAt, claimAt] = [0, 1];
/** Instead of a worker's number, which is 1 or more. */
const free = 0;
const withdrawn = -1;

export function readControl(shared: Int32Array): Control {
  return {
    raised: () => Atomics.load(shared, signalAt) !== signals.run,
    settle(onPause) {
      if (Atomics.load(shared, signalAt) === signals.pause) onPause();
      Atomics.wait(shared, signalAt, signals.pause);
      return Atomics.load(shared, signalAt) === signals.stop ? 'stop' : 'run';
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
  const shared = new Int32Array(new SharedArrayBuffer(8));
  shared[claimAt] = worker;
  return {
    shared,
    signal(value) {
      Atomics.store(shared, signalAt, signals[value]);
      Atomics.notify(shared, signalAt);
    },
    claimedBy() {
      const claimant = Atomics.load(shared, claimAt);
      return claimant > 0 ? claimant : null;
    },
    withdraw: () => Atomics.compareExchange(shared, claimAt, free, withdrawn) === free,
  };
}
