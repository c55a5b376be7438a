import { openStore } from '../../../src/main/store/open.ts';
import { createGenerator } from '../../../src/nn/random.ts';
import { addRunning, batch, completed, newDataSet } from '../../support/store.ts';

/**
 * Ended runs of a random search, each config with as many seeds as are wanted: the learning rate decides most of the
 * accuracy, the optimizer some of it, the batch size nothing. Named `search 0`, `search 1` …
 */
export async function addExploredRuns(databasePath: string, configs: number, { seeds = 1 } = {}): Promise<void> {
  const store = await openStore(databasePath);
  const chance = createGenerator(11, 'explored runs');
  try {
    const dataSetId = store.dataSets.create(newDataSet()).id;
    store.transaction(() => {
      for (let at = 0; at < configs; at++) {
        const learningRate = Number((10 ** (-4 + 3 * chance.float())).toPrecision(3));
        const optimizer = (['adam', 'sgd', 'rmsprop'] as const)[chance.int(3)]!;
        const batchSize = 2 ** (3 + chance.int(5));
        const units = 8 * (1 + chance.int(8));
        for (let seed = 1; seed <= seeds; seed++) {
          const { id } = addRunning(store, {
            name: `search ${at}`, dataSetId,
            config: { seed, batchSize, optimizer: { name: optimizer, learningRate }, network: [{ layer: 'dense', units }, { layer: 'relu' }, { layer: 'dense' }, { layer: 'softmax' }] },
          });
          const accuracy = 0.97 - 0.1 * Math.abs(Math.log10(learningRate) + 2.5) + (optimizer === 'adam' ? 0.02 : 0) + 0.004 * chance.normal();
          const curve = [0.6, 0.8, 0.9, 1].map((share) => 0.4 + (accuracy - 0.4) * share);
          store.points.append([batch(id, [1, 2, 3, 4], { val_accuracy: curve, val_loss: curve.map((value) => 2 * (1 - value)), train_loss: curve.map((value) => 1.8 * (1 - value)), epoch_seconds: [0.1, 0.1, 0.1, 0.1] }, { bestEpoch: 4 })]);
          store.runs.end(id, { ...completed, bestEpoch: 4 });
          store.leases.release(id);
        }
      }
    });
  } finally {
    store.close();
  }
}
