import type { Worker } from 'node:worker_threads';
import type { Handlers, MethodName } from '../../contract/api.ts';
import type { EpochState, VerifyResult } from '../../contract/replay.ts';
import type { Store } from '../store/types/store.ts';
import { toHex } from '../training/chain.ts';
import { decodeKeyframe } from '../training/keyframe.ts';
import type { TrainingQueue } from '../training/queue.ts';
import { weightBytes } from '../training/weight-bytes.ts';
import type { Changes } from './changes.ts';
import type { EventBus } from './event-bus.ts';
import { createForking, type Forking } from './fork-run.ts';
import { createResuming, type Resuming } from './resume-run.ts';
import type { Reading } from './reading/reading.ts';
import { createReplay, type Replay } from './state-at.ts';
import type { Steering } from './steer-runs.ts';
import type { TableSource } from './tables.ts';
import { createTasksInHand } from './tasks-in-hand.ts';
import { verifyRun, type VerifyOptions } from './verify-run.ts';

/** Replay, verify, resume and fork, as the workbench has them. */
export interface TimeMachine {
  handlers: Pick<Handlers, Extract<MethodName, `replay.${string}`> | TimeMachineMethod>;
  replay: Replay;
  resuming: Resuming;
  forking: Forking;
  verify(runId: string, options?: VerifyOptions): Promise<VerifyResult>;
  /** `replay.healStart`, given up (`cancelled`) when this closes */
  healStart(runId: string): Promise<void>;
  close(): Promise<void>;
}

type TimeMachineMethod =
  | 'runs.weightsAt' | 'runs.stateAt' | 'runs.trainingRows' | 'runs.resume' | 'runs.extend' | 'runs.verify' | 'runs.cancelVerify'
  | 'runs.fork' | 'runs.lineage';

export interface TimeMachineSetting {
  store: Store;
  tables: TableSource;
  reading: Pick<Reading, 'read'>;
  queue: TrainingQueue;
  changes: Changes;
  steering: Steering;
  bus: EventBus;
  createWorker: () => Worker;
  /** how many may compute */
  threads: () => number;
}

export function createTimeMachine(setting: TimeMachineSetting): TimeMachine {
  const { store, reading, changes, bus } = setting;
  const replay = createReplay(setting);
  const resuming = createResuming(setting);
  const forking = createForking({ ...setting, replay });
  const tasks = createTasksInHand();

  /** Progress is told under the name that the asker gave. */
  const computing = <T>(request: string | undefined, work: (options: { signal: AbortSignal; progress(done: number, total: number): void }) => Promise<T>): Promise<T> =>
    tasks.run(request && `replay ${request}`, (signal) => work({
      signal,
      progress: (done, total) => { if (request !== undefined) bus.emit('replay.progress', { request, done, total }); },
    }));

  async function verify(runId: string, options?: VerifyOptions): Promise<VerifyResult> {
    try {
      return await verifyRun({ ...setting, replay, threads: setting.threads() }, runId, options);
    } finally {
      changes.publishOwn();
    }
  }

  return {
    replay, resuming, forking, verify,
    handlers: {
      'runs.weightsAt': ({ id, from, through = from, request }) => computing(request, (options) => replay.weightsAt(id, { from, through }, options)),
      'runs.stateAt': ({ id, epoch, request }) => computing(request, async (options): Promise<EpochState> => {
        const { weights, weightsSha256, link, state: bytes } = await replay.stateAt(id, epoch, options);
        const { step, optimizer, schedule, earlyStopping, best } = decodeKeyframe(bytes, weights);
        return {
          runId: id, epoch, step, weights, weightsSha256: toHex(weightsSha256), link: toHex(link), schedule, earlyStopping,
          optimizer: { ...optimizer, slots: optimizer.slots.map(weightBytes) },
          best: best && { epoch: best.epoch, value: best.value },
        };
      }),
      'runs.trainingRows': (run) => reading.read('trainingRows', run),
      'replay.cancel': ({ request }) => {
        tasks.cancel(`replay ${request}`);
        return null;
      },
      'runs.resume': async ({ ids }) => {
        await resuming.resume(ids);
        return null;
      },
      'runs.extend': ({ id, epochs }) => resuming.goOn(id, epochs),
      'runs.verify': ({ id }) => tasks.run(`verify ${id}`, (signal) => verify(id, {
        signal, progress: (epoch, epochs) => bus.emit('runs.verifying', { runId: id, epoch, epochs }),
      })),
      'runs.cancelVerify': ({ id }) => {
        tasks.cancel(`verify ${id}`);
        return null;
      },
      'runs.fork': async (request) => ({ id: (await forking.fork(request)).id }),
      'runs.lineage': ({ id }) => store.forks.lineage(id),
    },
    healStart: (runId) => tasks.run(undefined, (signal) => replay.healStart(runId, { signal })),
    async close() {
      tasks.cancelAll();
      await replay.close();
    },
  };
}
