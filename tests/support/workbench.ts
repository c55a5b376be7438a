import { onTestFinished } from 'vitest';
import type { InputOf, MethodName, OutputOf } from '../../src/contract/api.ts';
import type { ErrorData } from '../../src/contract/errors.ts';
import { endedStatuses, type PointsDelta, type RunRow } from '../../src/contract/runs.ts';
import { openWorkbench, type Workbench, type WorkbenchOptions } from '../../src/main/workbench/workbench.ts';
import { databaseIn } from './store.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { createDataWorker } from './data-worker.ts';
import { createTrainingWorker } from './training-worker.ts';

/** A workbench that is closed when the test has finished, on a new file or on one that another one shares. */
export async function testWorkbench(folder = temporaryFolder(), options: Partial<WorkbenchOptions> = {}): Promise<Workbench> {
  const workbench = await openWorkbench({
    databasePath: databaseIn(folder), host: 'web', version: '1.2.3', createWorker: createTrainingWorker, createDataWorker, workers: 1, ...options,
  });
  onTestFinished(() => workbench.close());
  return workbench;
}

export async function call<M extends MethodName>(workbench: Workbench, method: M, input: InputOf<M>): Promise<OutputOf<M>> {
  const reply = await workbench.call(method, input);
  if (!reply.ok) throw new Error(`${method} was refused: ${reply.error.message}`);
  return reply.value as OutputOf<M>;
}

export async function refusal(workbench: Workbench, method: string, input: unknown): Promise<ErrorData> {
  const reply = await workbench.call(method, input);
  if (reply.ok) throw new Error(`${method} was not refused`);
  return reply.error;
}

type Json = InputOf<'runs.launch'>['config'];

const network: Json = [{ layer: 'dense', units: 4 }, { layer: 'relu' }, { layer: 'dense' }, { layer: 'softmax' }];

/** Trains for some tenths of a second on any machine. */
export const short = { data: { set: 'xor' }, epochs: 5, network };
/** Goes on until it is stopped. */
export const endless = { ...short, epochs: 1_000_000, earlyStopping: null, snapshots: { budgetBytes: 100_000 } };

export async function launch(workbench: Workbench, config: object = short): Promise<string> {
  const { ids } = await call(workbench, 'runs.launch', { config: config as Json });
  return ids[0]!;
}

/** Resolves with the run's row as soon as the workbench says or has said that it fits. */
export function rowWhere(workbench: Workbench, id: string, fits: (row: RunRow) => boolean): Promise<RunRow> {
  return new Promise((resolve) => {
    const stop = workbench.on('runs.changed', ({ rows }) => look(rows.find((row) => row.id === id)));
    const look = (row: RunRow | undefined) => {
      if (!row || !fits(row)) return;
      stop();
      resolve(row);
    };
    look(workbench.store.runs.row(id));
  });
}

export const ended = (workbench: Workbench, id: string) => rowWhere(workbench, id, ({ status }) => endedStatuses.includes(status));
export const withStatus = (workbench: Workbench, id: string, status: RunRow['status']) => rowWhere(workbench, id, (row) => row.status === status);
export const withEpochs = (workbench: Workbench, id: string, epochs: number) => rowWhere(workbench, id, (row) => row.epochs >= epochs);

/** All points that the workbench tells of one run from now on. */
export function collectPoints(workbench: Workbench, id: string): PointsDelta[] {
  const deltas: PointsDelta[] = [];
  onTestFinished(workbench.on('runs.points', (event) => deltas.push(...event.deltas.filter(({ runId }) => runId === id))));
  return deltas;
}
