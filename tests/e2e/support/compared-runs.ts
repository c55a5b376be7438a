import { openStore } from '../../../src/main/store/open.ts';
import { addRunning, batch, completed, newDataSet } from '../../support/store.ts';

const names = ['alpha', 'beta', 'gamma', 'delta'];

/**
 * Ended runs with curves of some length, as another process writes them: four with names, of which alpha and delta are replicates,
 * or as many as are wanted.
 */
export async function addComparedRuns(databasePath: string, epochs: number, { first = names[0]!, runs = names.length, lossOf = usualLoss }: { first?: string; runs?: number; lossOf?: (epoch: number, run: number) => number } = {}): Promise<void> {
  const store = await openStore(databasePath);
  const numbers = Array.from({ length: epochs }, (_, at) => at + 1);
  try {
    const dataSetId = store.dataSets.create(newDataSet()).id;
    store.transaction(() => {
      for (let at = 0; at < runs; at++) {
        const name = at === 0 ? first : (names[at] ?? `run ${at}`);
        const { id } = addRunning(store, { name, dataSetId, config: { seed: at, optimizer: { name: 'adam', learningRate: at % 3 === 0 ? 0.01 : 0.001 * (at + 1) } } });
        const loss = numbers.map((epoch) => lossOf(epoch, at));
        store.points.append([batch(id, numbers, { val_loss: loss, val_accuracy: loss.map((value) => 1 - value / 2) }, { bestEpoch: epochs })]);
        store.runs.end(id, { ...completed, bestEpoch: epochs });
        store.leases.release(id);
      }
    });
  } finally {
    store.close();
  }
}

const usualLoss = (epoch: number, run: number) => 0.05 + 0.9 / (1 + epoch / (10 + run)) + 0.02 * Math.sin(epoch * (run + 1));
