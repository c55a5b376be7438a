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
  let seed = 0;
  return {
    async train(runs) {
      const { promise, resolve, reject } = Promise.withResolvers<number>();
      const start = performance.now();
      const open = new Set<string>();
      let launched = 0;
      const stop = workbench.on('runs.changed', ({ rows }) => {
        for (const { id, status, error } of rows) {
          if (!endedStatuses.includes(status) || !open.delete(id)) continue;
          if (status !== 'completed') reject(new Error(`A run ended as ${status}: ${error}`));
        }
        if (launched < runs || open.size > 0) return;
        stop();
        resolve((performance.now() - start) / 1000);
      });
      for (; launched < runs; launched++) for (const { id } of await workbench.launch({ config: { ...config, seed: seed++ } })) open.add(id);
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
