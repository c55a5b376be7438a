import { signals, type Signal } from './messages.ts';

/** The worker's side of the one number that steers a training: read between two steps, waited on while paused. */
export interface Control {
  /** something other than going on is asked for */
  raised(): boolean;
  /** Blocks while the training is paused; answers what is asked for then. */
  settle(onPause: () => void): 'run' | 'stop';
}

export function readControl(shared: Int32Array): Control {
  return {
    raised: () => Atomics.load(shared, 0) !== signals.run,
    settle(onPause) {
      if (Atomics.load(shared, 0) === signals.pause) onPause();
      Atomics.wait(shared, 0, signals.pause);
      return Atomics.load(shared, 0) === signals.stop ? 'stop' : 'run';
    },
  };
}

/** The other side: memory for the number, and how to change it. */
export function createControl(): { shared: Int32Array; signal(value: Signal): void } {
  const shared = new Int32Array(new SharedArrayBuffer(4));
  return {
    shared,
    signal(value) {
      Atomics.store(shared, 0, signals[value]);
      Atomics.notify(shared, 0);
    },
  };
}
