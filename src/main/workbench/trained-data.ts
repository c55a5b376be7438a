import { AppError } from '../../contract/errors.ts';
import type { RunRow } from '../../contract/runs.ts';
import type { Store } from '../store/types/store.ts';
import type { Reading } from './reading/reading.ts';

export interface TrainedDataSetting {
  store: Store;
  reading: Pick<Reading, 'read'>;
}

/**
 * Holds what the data set of a run has now against what it had when the run was trained, by the hash of its content. Throws
 * `conflict` where that is something else, which would be gone on with as if it were the same, and `damaged` where it cannot be read.
 */
export async function expectTrainedData({ name, dataSetId }: Pick<RunRow, 'name' | 'dataSetId'>, { store, reading }: TrainedDataSetting): Promise<void> {
  const dataSet = store.dataSets.summary(dataSetId);
  const found = await reading.read('tableHash', { id: dataSetId });
  if (found === dataSet.contentSha256) return;
  throw new AppError('conflict', `The data set ${JSON.stringify(dataSet.name)} is no longer the one that the run ${JSON.stringify(name)} was trained on: the hash of its content was ${short(dataSet.contentSha256)} and is ${short(found)} now. Put back a backup of the database, or import the table again and launch the run on that.`);
}

const short = (hash: string): string => hash.slice(0, 12);
