import { openStore } from '../../../src/main/store/open.ts';
import { addRunning, batch, completed, type NewRunInput } from '../../support/store.ts';
import { newDataSet } from '../../support/store.ts';

/** Puts runs that have ended into the file that the application has open, as another process does. Returns their ids. */
export async function addEndedRuns(databasePath: string, runs: NewRunInput[]): Promise<string[]> {
  const store = await openStore(databasePath);
  try {
    const dataSetId = store.dataSets.create(newDataSet()).id;
    return runs.map((input, at) => {
      const { id } = addRunning(store, { dataSetId, ...input });
      store.points.append([batch(id, [1, 2, 3], { val_loss: [3, 2, 1 + at / 10], train_loss: [3, 2, 1], val_accuracy: [0.5, 0.7, 0.9 - at / 10] }, { bestEpoch: 3 })]);
      store.runs.end(id, { ...completed, bestEpoch: 3 });
      store.leases.release(id);
      return id;
    });
  } finally {
    store.close();
  }
}

/** Ended runs named `trashed 0`, `trashed 1` … in the trash, and the data set `small` beside them. */
export async function addTrash(databasePath: string, runs: number): Promise<void> {
  const store = await openStore(databasePath);
  try {
    const dataSetId = store.dataSets.create(newDataSet()).id;
    const ids = store.transaction(() => Array.from({ length: runs }, (_, at) => {
      const { id } = addRunning(store, { name: `trashed ${at}`, dataSetId });
      store.runs.end(id, completed);
      store.leases.release(id);
      return id;
    }));
    store.runs.remove(ids);
    store.dataSets.remove(dataSetId);
  } finally {
    store.close();
  }
}
