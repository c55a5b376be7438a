import type { MessagePort } from 'node:worker_threads';
import { help, type Helpers } from '../../nn/arithmetic.ts';
import { assertNever } from '../../nn/assert-never.ts';
import type { Table } from '../../data/table.ts';
import { readControl } from './control.ts';
import { describeFailure } from './failure.ts';
import type { FromWorker, ToWorker, TrainingJob } from './messages.ts';
import { createPreparer } from './prepare-job.ts';
import { createRecent } from './recent.ts';
import { trainJob } from './train-job.ts';
import type { RecordSetting } from './training-record.ts';

type Port = Pick<MessagePort, 'on' | 'postMessage'>;

/** Tables that a worker keeps, so that a queue of runs on one data set sends it once. */
const tablesKept = 4;

/** Trains one job after the other, asking for each table that it does not have; or helps another worker with one. */
export function serveTraining(port: Port): void {
  const tables = createRecent<Table>(tablesKept);
  const prepareJob = createPreparer();
  let waiting: Extract<ToWorker, { kind: 'train' }> | null = null;
  const post = (message: FromWorker) => port.postMessage(message);
  /** Epochs are handed over, not copied. */
  const tell: RecordSetting['post'] = (event) => port.postMessage(event, event.kind === 'packedEpochs' ? [event.bytes.buffer] : []);

  port.on('message', (message: ToWorker) => {
    switch (message.kind) {
      case 'train': {
        const table = tables.get(message.job.tableKey);
        if (table) return run(message, table);
        waiting = message;
        return post({ kind: 'tableNeeded', tableKey: message.job.tableKey });
      }
      case 'table': {
        tables.set(message.tableKey, message.table);
        if (waiting) run(waiting, message.table);
        waiting = null;
        return;
      }
      case 'tableFailed':
        if (waiting) fail(waiting.job, message.message);
        waiting = null;
        return;
      case 'help':
        help(message.invitation);
        return post({ kind: 'helped' });
      default:
        return assertNever(message);
    }
  });

  function run({ job, control, threads }: Extract<ToWorker, { kind: 'train' }>, table: Table): void {
    try {
      trainJob({ ...prepareJob(job, table, helpersOf(threads)), control: readControl(control), post: tell });
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
