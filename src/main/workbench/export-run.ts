import { AppError } from '../../contract/errors.ts';
import { exportFormats, type ExportRequest, type ModelFormatName } from '../../contract/files.ts';
import type { RunRecord } from '../../contract/run-record.ts';
import { endedStatuses } from '../../contract/runs.ts';
import { writeCapsule, type CapsuleDataSet, type CapsuleRun } from '../formats/capsule/write.ts';
import type { RunHistory } from '../formats/history/history.ts';
import { valuesByEpoch } from '../formats/history/history.ts';
import { writeHistoryCsv } from '../formats/history/write-csv.ts';
import { writeHistoryJson } from '../formats/history/write-json.ts';
import { modelFormats } from '../formats/model-formats.ts';
import { denseWeights, type SavedModel } from '../formats/saved-model.ts';
import { writeEventFile, type EpochHistory } from '../formats/tensorboard/write.ts';
import type { NewSnapshot } from '../store/types/snapshots.ts';
import type { Store } from '../store/types/store.ts';
import { weightsFromBytes } from '../training/weight-bytes.ts';
import { networkOf, savedModelAt } from './saved-model.ts';
import type { Replay } from './state-at.ts';

/** A file that is being written: its pieces in order, made as they are asked for. */
export interface ExportedFile {
  fileName: string;
  run: string;
  /** of a model */
  epoch: number | null;
  weightsSha256: string | null;
  pieces: Iterable<Uint8Array>;
  /** how much of it there is by now, 0 to 1; null where nobody can tell */
  share(): number | null;
}

export interface ExportSetting {
  store: Store;
  replay: Replay;
}

/** Throws `notFound` for a run that is gone or has no weights yet, `conflict` for one that still trains where a whole run is asked for. */
export async function exportRun(setting: ExportSetting, { ids, format, at }: ExportRequest, signal?: AbortSignal): Promise<ExportedFile> {
  const { extension, holds } = exportFormats[format];
  const [first] = ids;
  if (format === 'capsule') return exportCapsule(setting, [...new Set(ids)]);
  if (ids.length > 1 || first === undefined) throw new AppError('invalidInput', `A file of the kind ${format} holds one run. Choose a single run, or the format capsule.`, 'ids');
  if (holds === 'model') {
    const model = await savedModelAt(setting, first, at, signal);
    return modelFile(model, format as ModelFormatName, 'epoch', model.epoch);
  }
  const record = setting.store.records.read(first);
  const history = historyOf(record);
  if (history.epochs.length === 0) throw new AppError('notFound', `The run ${shown(record.name)} has recorded no epochs yet, so it has no history.`);
  const about = { run: record.name, epoch: null, weightsSha256: null, share: () => null };
  if (format === 'history-csv') return { ...about, fileName: fileName(`${record.name} history`, extension), pieces: writeHistoryCsv(history) };
  if (format === 'history-json') return { ...about, fileName: fileName(`${record.name} history`, extension), pieces: [new TextEncoder().encode(writeHistoryJson(history))] };
  return { ...about, fileName: `events.out.${fileName(record.name, extension)}`, pieces: writeEventFile(record.startedAt ?? record.createdAt, eventsOf(setting.store, record, history)) };
}

/** A model in one of its formats; its file is called by its name and by a number of the kind named. */
export function modelFile(model: SavedModel, format: ModelFormatName, kind: 'epoch' | 'version', number: number): ExportedFile {
  const { extension, write } = modelFormats[format];
  return {
    fileName: fileName(`${model.name} ${kind} ${number}`, extension), run: model.run.name, epoch: model.epoch, weightsSha256: model.weightsSha256,
    pieces: [write(model)], share: () => null,
  };
}

function historyOf({ id, name, epochs, metrics }: RunRecord): RunHistory {
  return { run: { id, name }, epochs: epochs.map(({ epoch }) => epoch), steps: epochs.map(({ step }) => step), times: epochs.map(({ at }) => at), metrics };
}

/** A file of ten thousand epochs needs no ten thousand histograms. */
const mostHistograms = 200;

function* eventsOf(store: Store, record: RunRecord, history: RunHistory): Generator<EpochHistory> {
  const values = valuesByEpoch(history);
  const stored = store.snapshots.epochs(record.id);
  const every = Math.max(1, Math.ceil(stored.length / mostHistograms));
  const drawn = new Set(stored.filter((_, i) => i % every === 0 || i === stored.length - 1));
  const times = new Map(history.epochs.map((epoch, i) => [epoch, history.times[i]!]));
  const all = [...new Set([...history.epochs, ...drawn])].sort((a, b) => a - b);
  const network = record.preparation ? networkOf(record.config, record.preparation) : null;
  for (const epoch of all) {
    const bytes = network && drawn.has(epoch) ? store.snapshots.weights(record.id, epoch) : null;
    yield {
      epoch, at: times.get(epoch) ?? record.startedAt ?? record.createdAt, metrics: values.get(epoch) ?? {},
      weights: network && bytes ? Object.fromEntries(denseWeights({ network, weights: weightsFromBytes(bytes) })
        .flatMap(({ shape, weight, bias }) => [[`${shape.at}.weight`, weight], [`${shape.at}.bias`, bias]])) : undefined,
    };
  }
}

function exportCapsule({ store }: ExportSetting, ids: string[]): ExportedFile {
  const rows = ids.map((id) => store.runs.row(id));
  const training = rows.find(({ status }) => !endedStatuses.includes(status));
  if (training) throw new AppError('conflict', `The run ${shown(training.name)} is still ${training.status}. A capsule takes whole runs: stop it, or wait for its end.`);
  const sets = [...new Set(rows.map(({ dataSetId }) => dataSetId))];
  let begun = 0;
  return {
    share: () => Math.max(0, begun - 1) / rows.length,
    fileName: fileName(rows.length === 1 ? rows[0]!.name : `${rows.length} runs`, exportFormats.capsule.extension),
    run: rows.length === 1 ? rows[0]!.name : `${rows.length} runs`, epoch: null, weightsSha256: null,
    pieces: writeCapsule({
      createdAt: Date.now(),
      dataSets: sets.map((id) => () => dataSetOf(store, id)),
      runs: rows.map(({ id, dataSetId }) => (): CapsuleRun => {
        begun++;
        return { record: store.records.read(id), dataSet: sets.indexOf(dataSetId), snapshots: snapshotsOf(store, id) };
      }),
    }),
  };
}

function dataSetOf(store: Store, id: string): CapsuleDataSet {
  const { name, note, contentSha256, target, task, source, notes, profile } = store.dataSets.get(id);
  return { name, note, contentSha256: contentSha256.replace(/^absent:/, ''), target, task, source, notes, profile, table: store.dataSets.table(id) };
}

function* snapshotsOf(store: Store, id: string): Generator<NewSnapshot> {
  for (const epoch of store.snapshots.epochs(id)) yield store.snapshots.get(id, epoch)!;
}

/** A name that every file system takes. */
export function fileName(name: string, extension: string): string {
  return `${name.replace(/[\p{Cc}\p{Cf}<>:"/\\|?*]/gu, '-').replace(/^\.+/, '').trim().slice(0, 100) || 'run'}.${extension}`;
}

const shown = (name: string) => JSON.stringify(name.slice(0, 100));
