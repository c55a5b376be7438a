import { Presets, SingleBar } from 'cli-progress';
import type { Stream } from './environment.ts';
import { formatNumber, formatSeconds } from './numbers.ts';

export interface EpochReport {
  epoch: number;
  metrics: Record<string, number>;
}

/** Shows how far a training is, on standard error. */
export interface TrainProgress {
  report(epoch: EpochReport): void;
  state(state: 'waiting' | 'running' | 'paused'): void;
  end(): void;
}

/** A bar on a terminal; else a line now and then, or nothing where a program reads the results. */
export function createProgress(stderr: Stream, epochs: number, json: boolean): TrainProgress {
  if (stderr.isTTY) return bar(stderr, epochs);
  return json ? silent : sparseLines(stderr, epochs);
}

const silent: TrainProgress = { report() {}, state() {}, end() {} };

function bar(stderr: Stream, epochs: number): TrainProgress {
  const single = new SingleBar({
    stream: stderr, format: '{bar} epoch {value}/{total}  {figures}  {remaining}', barsize: 24, hideCursor: true,
    // The run's own handling of Ctrl-C comes first.
    gracefulExit: false, stopOnComplete: false, linewrap: false,
  }, Presets.shades_classic);
  const estimate = createEstimate(epochs);
  single.start(epochs, 0, { figures: '', remaining: 'waiting' });
  return {
    report({ epoch, metrics }) {
      single.update(epoch, { figures: figuresOf(metrics), remaining: estimate(epoch, performance.now()) });
    },
    state(state) {
      if (state !== 'running') single.update({ remaining: state });
    },
    end: () => single.stop(),
  };
}

const linesInAll = 10;
const lineEveryMs = 5000;

function sparseLines(stderr: Stream, epochs: number): TrainProgress {
  const estimate = createEstimate(epochs);
  const every = Math.max(1, Math.ceil(epochs / linesInAll));
  let [nextEpoch, shownAt] = [every, performance.now()];
  return {
    report({ epoch, metrics }) {
      const now = performance.now();
      const remaining = estimate(epoch, now);
      if (epoch < nextEpoch && now - shownAt < lineEveryMs) return;
      stderr.write(`epoch ${epoch}/${epochs}  ${figuresOf(metrics)}  ${remaining}\n`);
      [nextEpoch, shownAt] = [epoch + every, now];
    },
    state() {},
    end() {},
  };
}

function figuresOf(metrics: Record<string, number>): string {
  return ['val_loss', 'val_accuracy', 'val_r2'].filter((name) => name in metrics).map((name) => `${name} ${formatNumber(metrics[name])}`).join('  ')
    || `train_loss ${formatNumber(metrics['train_loss'])}`;
}

/** Remaining time by the pace since the first epoch that was seen. */
function createEstimate(epochs: number): (epoch: number, now: number) => string {
  let first: { epoch: number; at: number } | null = null;
  return (epoch, now) => {
    first ??= { epoch, at: now };
    const done = epoch - first.epoch;
    return done === 0 ? '' : `${formatSeconds(Math.ceil(((now - first.at) / 1000 / done) * (epochs - epoch)))} left`;
  };
}
