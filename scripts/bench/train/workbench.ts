import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endedStatuses } from '../../../src/contract/runs.ts';
import { openWorkbench } from '../../../src/main/workbench/workbench.ts';
import { createTrainingWorker } from '../../../tests/support/training-worker.ts';

/** A workbench on a new file that trains runs of the small case. */
export interface SmallRuns {
  /** Launches so many runs at once; resolves with the seconds until the last one has ended and is stored. */
  train(runs: number): Promise<number>;
  close(): Promise<void>;
}

export async function openSmallRuns(workers: number): Promise<SmallRuns> {
  const folder = mkdtempSync(join(tmpdir(), 'trainyard-bench-'));
  const workbench = await openWorkbench({
    databasePath: join(folder, 'bench.db'), host: 'cli', version: '0', createWorker: createTrainingWorker, workers,
  });
  let seed = 1;
  return {
    async train(runs) {
      const { promise, resolve, reject } = Promise.withResolvers<number>();
      const start = performance.now();
      let open: string[] | null = null;
      const ended = new Set<string>();
      const stop = workbench.on('runs.changed', ({ rows }) => {
        for (const { id, status, error } of rows) {
          if (!endedStatuses.includes(status)) continue;
          ended.add(id);
          if (status !== 'completed') reject(new Error(`A run ended as ${status}: ${error}`));
        }
        done();
      });
      const done = (): void => {
        if (!open?.every((id) => ended.has(id))) return;
        stop();
        resolve((performance.now() - start) / 1000);
      };
      const replicates = { seeds: { from: seed, to: seed + runs - 1 } };
      seed += runs;
      open = (await workbench.launch({ config, replicates })).map(({ id }) => id);
      done();
      return promise;
    },
    async close() {
      await workbench.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The small case as a run config. */
const config = {
  data: { set: 'wdbc', target: 'diagnosis', split: { validation: 0.2, test: 0, stratify: true, seed: 1 } },
  network: [
    { layer: 'dense', units: 24 }, { layer: 'relu' }, { layer: 'dense', units: 24 }, { layer: 'relu' }, { layer: 'dense' }, { layer: 'softmax' },
  ],
  epochs: 200, batchSize: 32, earlyStopping: null,
};
