import type { MessagePort } from 'node:worker_threads';
import { help, type Helpers } from '../../nn/arithmetic.ts';
import { assertNever } from '../../nn/assert-never.ts';
import type { Table } from '../../data/table.ts';
import { claim, readControl } from './control.ts';
import { describeFailure } from './failure.ts';
import type { FromWorker, ToWorker, TrainingJob } from './messages.ts';
import { createPreparer } from './prepare-job.ts';
import { createPostMemory } from './post-memory.ts';
import { createRecent } from './recent.ts';
import { trainJob } from './train-job.ts';

type Port = Pick<MessagePort, 'on' | 'postMessage'>;

/** Tables that a worker keeps, so that a queue of runs on one data set sends it once. */
const tablesKept = 4;

type TrainMessage = Extract<ToWorker, { kind: 'train' }>;

/**
 * Trains one job after the other, asking for each table that it does not have; or helps another worker with one. Jobs that
 * other workers have got as well are trained by whoever comes to them first.
 */
export function serveTraining(port: Port): void {
  const tables = createRecent<Table>(tablesKept);
  const prepareJob = createPreparer();
  /** the job whose table was asked for, and what has come in meanwhile */
  let waiting: TrainMessage | null = null;
  let later: TrainMessage[] = [];
  const post = (message: FromWorker) => port.postMessage(message);
  const memory = createPostMemory();

  port.on('message', (message: ToWorker) => {
    switch (message.kind) {
      case 'train':
        return take(message);
      case 'table':
        tables.set(message.tableKey, message.table);
        return goOn((job) => run(job, message.table));
      case 'tableFailed':
        return goOn(({ job }) => fail(job, message.message));
      case 'help':
        help(message.invitation);
        return post({ kind: 'helped' });
      default:
        return assertNever(message);
    }
  });

  function take(message: TrainMessage): void {
    if (waiting) {
      later.push(message);
      return;
    }
    const { job, control, as } = message;
    if (!claim(control, as)) return;
    const table = tables.get(job.tableKey);
    if (table) return run(message, table);
    waiting = message;
    post({ kind: 'tableNeeded', runId: job.runId, tableKey: job.tableKey });
  }

  /** The table has come, or an answer in its place. */
  function goOn(answer: (message: TrainMessage) => void): void {
    const answered = waiting;
    waiting = null;
    if (answered) answer(answered);
    const next = later;
    later = [];
    next.forEach(take);
  }

  function run({ job, control, threads }: TrainMessage, table: Table): void {
    try {
      trainJob({ ...prepareJob(job, table, helpersOf(threads)), control: readControl(control), memory, post });
    } catch (error) {
      const expected = describeFailure(error);
      // Anything else leaves this thread in an unknown state: it ends, and its pool fails this run alone.
      if (expected === null) throw error;
      fail(job, expected);
    }
  }

  function helpersOf(threads: number): Helpers | undefined {
    if (threads === 1) return undefined;
    const helpers = threads - 1;
    return { count: helpers, recruit: (invitation) => post({ kind: 'helpNeeded', helpers, invitation }) };
  }

  function fail({ runId }: TrainingJob, message: string): void {
    post({ kind: 'ended', runId, end: { kind: 'failed', message } });
  }
}
