import type { Floats } from './kernels/kernel.ts';
import type { Metrics } from './spec.ts';

/** Everything that is needed, beside spec and data, to go on from the end of an epoch as if nothing had happened. */
export interface TrainState {
  epoch: number;
  /** optimizer updates so far */
  step: number;
  /** per layer in order: W as `[in, out]` row-major, then b */
  weights: Float32Array;
  optimizer: { name: string; /** updates that these slots have seen */ step: number; slots: Float32Array[] };
  generators: Record<string, number[]>;
  schedule: { scale: number; best: number | null; wait: number };
  earlyStopping: { wait: number };
  /** the best epoch so far by the monitored metric */
  best: { epoch: number; value: number; metrics: Metrics; weights: Float32Array } | null;
}

export type StopReason = 'epochs' | 'earlyStopping' | 'stopped';

/** The session behind the events: valid while the generator is suspended, until the next call of `next`. */
export interface TrainSession {
  /** parameters in all */
  readonly parameters: number;
  /** Copies the present weights, in the order of `TrainState.weights`, and returns `into`. */
  exportWeights<Into extends Floats = Float32Array>(into?: Into): Into;
  exportState(): TrainState;
}

export type TrainEvent =
  /** before the first step: the starting weights (link 0 of the chain) */
  | { kind: 'started'; epoch: number; session: TrainSession }
  /** `interrupted()` answered true between two steps; `next('stop')` ends, `next('continue')` goes on */
  | { kind: 'interrupted'; epoch: number; step: number }
  /** a whole epoch has passed. Metrics hold no times. The object is reused: read it before the next call. */
  | { kind: 'epoch'; epoch: number; step: number; metrics: Metrics; best: boolean; session: TrainSession };

export type TrainCommand = 'continue' | 'stop';

export type TrainOutcome = {
  /** whole epochs */
  epochs: number;
  /** the best epoch, or null where no epoch was finished */
  best: { epoch: number; metrics: Metrics } | null;
  /** the last whole epoch's metrics, with `test_` metrics of the final weights where there are test rows */
  metrics: Metrics;
  /** the final weights, after restoreBest */
  weights: Float32Array;
  /** the epoch whose weights these are */
  weightsEpoch: number;
} & (
  | { kind: 'completed'; stopReason: Exclude<StopReason, 'stopped'> }
  | { kind: 'stopped'; stopReason: 'stopped' }
  /** the weights kept are those of the last whole epoch; those at the divergence are kept aside */
  | { kind: 'diverged'; step: number; layer: number; quantity: string; message: string; weightsAtDivergence: Float32Array }
);
