import { AppError } from '../../contract/errors.ts';
import { forkRequest } from '../../contract/replay.ts';
import type { RunConfig } from '../../contract/run-config.ts';
import type { RunDetail, RunRow } from '../../contract/runs.ts';
import type { TrainState } from '../../nn/events.ts';
import { arithmeticVersion } from '../../nn/arithmetic.ts';
import type { NewSnapshot } from '../store/types/snapshots.ts';
import { decodeKeyframe, encodeKeyframe } from '../training/keyframe.ts';
import type { TrainingQueue } from '../training/queue.ts';
import { sha256 } from '../training/chain.ts';
import { weightBytes } from '../training/weight-bytes.ts';
import type { Changes } from './changes.ts';
import { inputError, parsedInput } from './dispatch.ts';
import { changesBetween, refusedChanges } from './fork-changes.ts';
import { forkState, isExhausted } from './fork-state.ts';
import type { RetrainOptions } from './retrain.ts';
import { expectEpoch, type Replay } from './state-at.ts';
import type { TableSource } from './tables.ts';
import { expectTrainedData, type TrainedDataSetting } from './trained-data.ts';
import { trainingTaskOf } from './training-task.ts';

export interface ForkRequest {
  id: string;
  epoch: number;
  /** the whole config of the fork; the parent's where it is left out */
  config?: unknown;
  name?: string;
}

export interface Forking {
  /**
   * A new run that goes on from an epoch of another one, with all of its state and a config that may differ. It has copies
   * of all that it needs of its parent. Throws `invalidInput` with the setting that cannot be changed, and why, and `conflict`
   * where its data are no longer those of its parent.
   */
  fork(request: ForkRequest, options?: RetrainOptions): Promise<RunRow>;
}

export interface ForkSetting extends TrainedDataSetting {
  tables: TableSource;
  queue: TrainingQueue;
  changes: Changes;
  replay: Replay;
}

export function createForking({ store, tables, reading, queue, changes, replay }: ForkSetting): Forking {
  return {
    async fork(request, options) {
      const { id, epoch, config: written, name } = parsedInput(forkRequest, request);
      const parent = store.runs.detail(id);
      expectEpoch(parent, epoch);
      const config = await configOf(parent, epoch, written, name);
      await expectTrainedData(parent, { store, reading });
      const snapshot = await replay.stateAt(id, epoch, options);
      const { state, notes } = forkState(decodeKeyframe(snapshot.state, snapshot.weights), parent.config, config);
      if (isExhausted(state, config))
        throw new AppError('invalidInput', `earlyStopping.patience: by epoch ${epoch} the run ${JSON.stringify(parent.name)} has gone ${state.earlyStopping.wait} epochs without improvement, so a fork with this patience would end at once; give it more, or fork at an earlier epoch`, 'earlyStopping.patience');
      const row = store.transaction(() => create(parent, { config, snapshot, state, notes }));
      queue.add(trainingTaskOf(row, store, tables), { position: row.queuePosition ?? Infinity });
      changes.publishOwn();
      return row;
    },
  };

  async function configOf(parent: RunDetail, epoch: number, written: unknown, name: string | undefined): Promise<RunConfig> {
    const data = dataOf(written, parent);
    // Said first, as nothing else of the config need fit to another data set.
    const { set } = data;
    if (typeof set === 'string' && store.dataSets.summary(set).id !== parent.dataSetId)
      throw inputError(refusedChanges([{ path: 'data.set', before: parent.config.data.set, after: set }]));
    // Held against its data set as any other; where it came from is said anew.
    const { good: checked } = await reading.read('checkLaunch', { config: { ...(written ?? parent.config), data, from: null } });
    const sameSet = checked.dataSet.id === parent.dataSetId;
    const config = sameSet ? { ...checked.config, data: { ...checked.config.data, set: parent.config.data.set } } : checked.config;
    const issues = refusedChanges(changesBetween(parent.config, config));
    if (issues.length > 0) throw inputError(issues);
    if (config.epochs <= epoch)
      throw new AppError('invalidInput', `epochs: must be more than ${epoch}, the epoch that the fork begins at`, 'epochs');
    const given = name?.trim() || (config.name === parent.config.name ? '' : config.name);
    return { ...config, name: given || `${parent.name.slice(0, 180)} from ${epoch}`, from: `${parent.id}@${epoch}` };
  }

  function create(parent: RunDetail, { config, snapshot, state, notes }: { config: RunConfig; snapshot: NewSnapshot; state: TrainState; notes: string[] }): RunRow {
    const { epoch } = snapshot;
    const changed = changesBetween(parent.config, config);
    const { id } = store.runs.create({
      name: config.name, config, tags: [], experimentId: parent.experimentId, dataSetId: parent.dataSetId, arithmetic: arithmeticVersion,
    });
    store.forks.record(id, { parentId: parent.id, epoch, changes: changed });
    copyCurves(parent.id, id, epoch, state.best?.epoch ?? null);
    store.snapshots.append(id, snapshotsOf(parent.id, snapshot, state), { bestEpoch: state.best?.epoch ?? null });
    store.runs.addEvent(id, 'from', `Forked from the run ${JSON.stringify(parent.name)} (${parent.id}) at epoch ${epoch}${changed.length === 0 ? ', with nothing changed' : ''}.`);
    for (const { path, before, after } of changed) store.runs.addEvent(id, 'note', `${path}: ${said(before)} → ${said(after)}`);
    for (const note of notes) store.runs.addEvent(id, 'note', note);
    store.leases.take(id);
    return store.runs.row(id);
  }

  /** What the parent has measured up to the fork is the fork's past as well. Test rows are measured once, at its own end. */
  function copyCurves(parentId: string, id: string, epoch: number, bestEpoch: number | null): void {
    const series = store.points.series(parentId, { through: epoch }).filter(({ metric, epochs }) => !metric.startsWith('test_') && epochs.length > 0);
    store.points.append(series.map(({ metric, epochs, steps, values }) => ({ runId: id, epochs, steps, values: { [metric]: values }, bestEpoch, trainSeconds: 0 })));
  }

  /** The keyframe to begin with, and the weights of the best epoch before it: that is the model of the run until a better one comes. */
  function snapshotsOf(parentId: string, { epoch, weights, weightsSha256, link }: NewSnapshot, state: TrainState): NewSnapshot[] {
    const begin = { epoch, weights, weightsSha256, link, state: encodeKeyframe(state) };
    const { best } = state;
    const [known] = best === null || best.epoch === epoch ? [] : store.snapshots.links(parentId, { from: best.epoch, through: best.epoch });
    if (!best || !known) return [begin];
    const bestWeights = weightBytes(best.weights);
    return [{ epoch: best.epoch, weights: bestWeights, weightsSha256: sha256(bestWeights), link: known.link, state: null }, begin];
  }
}

/** A data set is known by its id, whatever it is called by now. */
function dataOf(written: unknown, parent: RunDetail): { set?: unknown } {
  const data = (typeof written === 'object' && written !== null && 'data' in written ? written.data : undefined) ?? parent.config.data;
  return typeof data === 'object' && (data as { set?: unknown }).set === parent.config.data.set ? { ...data, set: parent.dataSetId } : data;
}

const said = (value: unknown): string => (value === undefined ? 'none' : JSON.stringify(value));
