import type { RunImportReport } from '../../contract/files.ts';
import { runConfig } from '../../contract/run-config.ts';
import type { RecordedSnapshot, RunRecord } from '../../contract/run-record.ts';
import { endedStatuses } from '../../contract/runs.ts';
import { AppError } from '../../contract/errors.ts';
import type { Capsule } from '../formats/capsule/read.ts';
import type { CapsuleDataSet } from '../formats/capsule/write.ts';
import type { Incoming, IncomingHistory, IncomingModel } from '../formats/incoming/incoming.ts';
import type { Store } from '../store/types/store.ts';
import { sha256, toHex } from '../training/chain.ts';
import { weightBytes } from '../training/weight-bytes.ts';
import { hasWholeConfig, wholeConfig } from './file-model.ts';
import type { ReadRunFile } from './read-run-file.ts';

/** Stores what a file was read as: all of it, or nothing. Importing the same again changes nothing. */
export function storeIncoming(store: Store, read: ReadRunFile): RunImportReport {
  return store.transaction(() => {
    const steps = importSteps(store, read);
    for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
  });
}

export interface ImportStep {
  done: number;
  total: number;
  /** of weights that this step stored */
  bytes: number;
}

/** Stores it step by step. Each step leaves the database as it may be left: what is missing then comes with the next import of the file. */
export function* importSteps(store: Store, { incoming, id }: ReadRunFile): Generator<ImportStep, RunImportReport> {
  if (incoming.kind !== 'capsule') return importOne(store, incoming, id);
  return yield* importCapsule(store, incoming.capsule);
}

/** bytes of weights that are packed and stored in one step */
const stepBytes = 1024 * 1024;

function* importCapsule(store: Store, { runs, dataSets }: Capsule): Generator<ImportStep, RunImportReport> {
  const report: RunImportReport = { kind: 'capsule', runs: [], dataSets: [], notes: [] };
  const total = dataSets.length + runs.reduce((sum, { snapshots }) => sum + 1 + snapshots.length, 0);
  let done = 0;
  const ids: string[] = [];
  for (const set of dataSets) {
    ids.push(placeDataSet(store, set, report));
    yield { done: ++done, total, bytes: 0 };
  }
  for (const { record, snapshots, dataSet } of runs) {
    const found = store.records.find(record.id);
    if (found !== null) {
      report.runs.push(merge(store, record, snapshots, found === 'trashed'));
      yield { done: done += 1 + snapshots.length, total, bytes: bytesOf(snapshots) };
      continue;
    }
    store.records.insert(record, { dataSetId: ids[dataSet]!, snapshots: [] });
    report.runs.push({ id: record.id, name: record.name, outcome: 'added', added: [], conflicts: [] });
    yield { done: ++done, total, bytes: 0 };
    for (const some of parts(snapshots)) {
      store.records.extend({ ...record, epochs: [], metrics: [], links: [] }, some);
      yield { done: done += some.length, total, bytes: bytesOf(some) };
    }
  }
  return report;
}

function* parts(snapshots: RecordedSnapshot[]): Generator<RecordedSnapshot[]> {
  let [from, bytes] = [0, 0];
  for (const [at, snapshot] of snapshots.entries()) {
    bytes += bytesOf([snapshot]);
    if (bytes < stepBytes && at + 1 < snapshots.length) continue;
    yield snapshots.slice(from, at + 1);
    [from, bytes] = [at + 1, 0];
  }
}

const bytesOf = (snapshots: readonly RecordedSnapshot[]): number => snapshots.reduce((sum, { weights, state }) => sum + weights.length + (state?.length ?? 0), 0);

/** The id of the same table here, else of a new data set: under another name where its own is taken. */
function placeDataSet(store: Store, set: CapsuleDataSet, report: RunImportReport): string {
  if (set.table.columns.length === 0) return store.records.absentDataSet(set);
  const { table, note, ...rest } = set;
  const same = store.dataSets.list().find((one) => one.contentSha256 === set.contentSha256 && one.target === set.target && one.task === set.task);
  if (same) return same.id;
  for (let number = 1; ; number++) {
    try {
      const made = store.dataSets.create({ ...rest, name: number === 1 ? set.name : `${set.name.slice(0, 190)} ${number}`, table, builtIn: false, options: {} });
      if (note !== '') store.dataSets.setNote(made.id, note);
      if (made.name !== set.name) report.notes.push(`There is another data set called ${JSON.stringify(set.name)}: the one of the capsule is called ${JSON.stringify(made.name)} here.`);
      report.dataSets.push({ id: made.id, name: made.name });
      return made.id;
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'conflict') || number > 1000) throw error;
    }
  }
}

/** What is here stays; what is missing is added; what differs is named. */
function merge(store: Store, record: RunRecord, snapshots: RecordedSnapshot[], trashed: boolean): RunImportReport['runs'][number] {
  const here = store.records.read(record.id);
  const added: string[] = [];
  const conflicts: string[] = [];
  if (trashed) {
    store.runs.restore([record.id]);
    added.push('brought back from the trash');
  }
  if (here.name !== record.name) conflicts.push(`name: ${JSON.stringify(here.name)} here, ${JSON.stringify(record.name)} in the capsule`);
  const tags = record.tags.filter((tag) => !here.tags.includes(tag));
  if (tags.length > 0) {
    store.runs.setTags(record.id, [...here.tags, ...tags]);
    added.push(`tags: ${tags.join(', ')}`);
  }
  if (record.note !== '' && here.note === '') {
    store.runs.setNote(record.id, record.note);
    added.push('the note');
  } else if (record.note !== '' && record.note !== here.note) conflicts.push('note: another text here');
  const sameConfig = JSON.stringify({ ...here.config, epochs: 0, name: '' }) === JSON.stringify({ ...record.config, epochs: 0, name: '' });
  if (!sameConfig) conflicts.push('config: other settings here, so no epoch was taken');
  else extend(store, here, record, snapshots, added, conflicts);
  return { id: record.id, name: here.name, outcome: added.length > 0 ? 'completed' : 'kept', added, conflicts };
}

function extend(store: Store, here: RunRecord, record: RunRecord, snapshots: RecordedSnapshot[], added: string[], conflicts: string[]): void {
  const links = new Map(here.links.map(({ epoch, link }) => [epoch, toHex(link)]));
  const differs = record.links.find(({ epoch, link }) => links.has(epoch) && links.get(epoch) !== toHex(link));
  if (differs) return void conflicts.push(`epochs: other weights or metrics here from epoch ${differs.epoch}, so none was taken`);
  const last = (run: RunRecord) => run.epochs.at(-1)?.epoch ?? 0;
  const further = last(record) > last(here);
  if (further && !endedStatuses.includes(here.status)) return void conflicts.push('epochs: the run still trains here, so none was taken');
  const stored = new Set(store.snapshots.epochs(record.id));
  const missing = snapshots.filter(({ epoch }) => !stored.has(epoch));
  if (!further && missing.length === 0) return;
  const from = last(here);
  store.records.extend({
    ...record,
    epochs: further ? record.epochs.filter(({ epoch }) => epoch > from) : [],
    metrics: further ? record.metrics.map(({ name, epochs, values }) => ({ name, ...after(epochs, values, from) })).filter(({ epochs }) => epochs.length > 0) : [],
    bestEpoch: further ? record.bestEpoch : here.bestEpoch,
  }, missing);
  const kept = store.snapshots.epochs(record.id).length - stored.size;
  if (further) added.push(`epochs ${from + 1} to ${last(record)}`);
  if (kept > 0) added.push(`the weights of ${kept} ${kept === 1 ? 'epoch' : 'epochs'}`);
}

function after(epochs: number[], values: number[], from: number): { epochs: number[]; values: number[] } {
  const at = epochs.findIndex((epoch) => epoch > from);
  return at < 0 ? { epochs: [], values: [] } : { epochs: epochs.slice(at), values: values.slice(at) };
}

function importOne(store: Store, incoming: Exclude<Incoming, { kind: 'capsule' }>, id: string): RunImportReport {
  const found = store.records.find(id);
  if (found === 'trashed') store.runs.restore([id]);
  if (found === null) insertOne(store, incoming, id);
  const { name } = store.runs.row(id);
  return {
    kind: incoming.kind, dataSets: [], notes: incoming.notes,
    runs: [{ id, name, outcome: found === null ? 'added' : found === 'trashed' ? 'completed' : 'kept', added: found === 'trashed' ? ['brought back from the trash'] : [], conflicts: [] }],
  };
}

function insertOne(store: Store, incoming: IncomingModel | IncomingHistory, id: string): void {
  const now = Date.now();
  const base: RunRecord = {
    id, name: incoming.name.replace(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, ' ').slice(0, 200), status: 'imported', stopReason: null, error: null, experiment: 'Imported', arithmetic: 'unknown', parameters: null, bestEpoch: null,
    trainSeconds: 0, weightsSha256: null, chain: null, createdAt: now, startedAt: now, endedAt: now, starred: false, colour: null, tags: [], note: '',
    config: runConfig.parse({}), preparation: null, events: incoming.notes.map((message) => ({ at: now, kind: 'imported', message })),
    epochs: [], metrics: [], links: [], fork: null, verification: null, divergence: null,
  };
  if (incoming.kind === 'history') {
    const dataSetId = store.records.absentDataSet(unknownTable);
    const record: RunRecord = { ...base, epochs: incoming.epochs.map(({ epoch, step, at }) => ({ epoch, step, at: at ?? now })), metrics: incoming.metrics };
    return store.records.insert(record, { dataSetId, snapshots: [], configValues: false });
  }
  insertModel(store, incoming, base);
}

const unknownTable = { name: 'not known', contentSha256: '0'.repeat(64), target: null, task: null };

function insertModel(store: Store, model: IncomingModel, base: RunRecord): void {
  const { features, epoch } = model;
  const config = wholeConfig(model);
  const weights = weightBytes(model.weights);
  const hash = sha256(weights);
  const { target } = features;
  const hereToo = model.dataSet && store.dataSets.list().find(({ contentSha256 }) => contentSha256 === model.dataSet?.contentSha256);
  const dataSetId = hereToo?.id ?? store.records.absentDataSet({ ...(model.dataSet ?? unknownTable), target: target.column, task: target.task });
  const metrics = Object.entries(model.metrics).map(([name, value]) => ({ name: name.slice(0, 200), epochs: [epoch], values: [value] }));
  const none = new Uint32Array(0);
  store.records.insert({
    ...base, config: { ...config, name: base.name }, arithmetic: model.arithmetic, parameters: model.weights.length, weightsSha256: toHex(hash), bestEpoch: epoch,
    preparation: { parameters: model.weights.length, rows: { train: none, validation: none, test: none }, classes: target.classes, features },
    epochs: [{ epoch, step: 0, at: base.createdAt }], metrics,
  }, { dataSetId, snapshots: [{ epoch, weights, weightsSha256: hash, link: hash, state: null }], configValues: hasWholeConfig(model.config) });
}
