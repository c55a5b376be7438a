import type { RunRow } from '../../contract/runs.ts';
import type { Store } from '../store/types.ts';
import type { TrainingTask } from '../training/pool.ts';
import { weightsFromBytes } from '../training/weight-bytes.ts';
import type { Tables } from './tables.ts';
import { dataConfigOf, trainSpecOf } from './train-spec.ts';

/** What trains a run from its beginning: everything that decides its outcome is in the store. */
export function trainingTaskOf({ id, config, dataSetId }: RunRow, store: Store, tables: Tables): Omit<TrainingTask, 'listen'> {
  const dataSet = store.dataSets.get(dataSetId);
  const start = config.from === null ? null : store.snapshots.get(id, 0);
  return {
    job: {
      runId: id,
      tableKey: dataSet.contentSha256,
      data: dataConfigOf(config),
      spec: trainSpecOf(config),
      initialWeights: start && weightsFromBytes(start.weights),
    },
    loadTable: () => tables.get(dataSet),
  };
}
