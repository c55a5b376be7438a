import { AppError } from '../../contract/errors.ts';
import type { RunRow } from '../../contract/runs.ts';
import type { Store } from '../store/types/store.ts';
import { toHex } from '../training/chain.ts';
import type { RecordedEpochs, TrainingJob } from '../training/messages.ts';
import type { TrainingTask } from '../training/pool.ts';
import { beginningOf, startBefore } from './stored-start.ts';
import type { TableSource } from './tables.ts';
import { dataConfigOf, trainSpecOf } from './train-spec.ts';

type Task = Omit<TrainingTask, 'listen'>;

/** What trains a run on from where it has got to. Everything that decides its outcome is in the store. */
export function trainingTaskOf(run: RunRow, store: Store, tables: TableSource): Task {
  const start = startBefore(run, run.epochs, store);
  return taskWith(run, store, tables, { ...start.job, recorded: recordedBeyond(run, start.epoch, store) });
}

/**
 * What trains a run once more from its beginning, up to an epoch. `content`: the hash of what its data set holds now. Under it
 * the table is read anew where it has changed, as those that are kept in memory are known by what they were imported as.
 */
export function repetitionOf(run: RunRow, through: number, store: Store, { content, tables }: { content: string; tables: TableSource }): Task {
  return taskWith(run, store, tables, { ...beginningOf(run, store).job, through }, content);
}

export function taskWith(
  { id, config, dataSetId }: RunRow, store: Store, tables: TableSource, how: Omit<TrainingJob, 'runId' | 'tableKey' | 'data' | 'spec'>,
  content = store.dataSets.get(dataSetId).contentSha256,
): Task {
  return {
    job: { runId: id, tableKey: content, data: dataConfigOf(config), spec: trainSpecOf(config), ...how },
    loadTable: () => tables({ id: dataSetId, contentSha256: content }),
  };
}

/** Left out for a run without any epoch. */
function recordedBeyond({ id, name, epochs, bestEpoch, trainSeconds }: RunRow, start: number, store: Store): RecordedEpochs | undefined {
  if (epochs === 0) return undefined;
  const links = store.snapshots.links(id, { from: start, through: epochs });
  const gap = links.findIndex(({ epoch }, at) => epoch !== start + at);
  if (gap >= 0 || links.length !== epochs - start + 1)
    throw new AppError('damaged', `The run ${JSON.stringify(name)} has no link of its hash chain for epoch ${start + (gap < 0 ? links.length : gap)}, so it cannot go on. Launch it again from its config.`);
  const bytes = new Uint8Array((links.length - 1) * 32);
  links.slice(1).forEach(({ link }, at) => bytes.set(link, at * 32));
  return { links: bytes, weightsSha256: toHex(links.at(-1)!.weightsSha256), bestEpoch, trainSeconds };
}
