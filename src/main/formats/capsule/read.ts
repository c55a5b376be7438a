import { createHash } from 'node:crypto';
import { AppError } from '../../../contract/errors.ts';
import type { RecordedLink, RecordedSnapshot, RunRecord } from '../../../contract/run-record.ts';
import { decodeColumn } from '../../../data/encode.ts';
import { DataError } from '../../../data/errors.ts';
import type { FeaturePlan } from '../../../data/feature-plan.ts';
import { checkedJson, refused } from '../incoming/checked-json.ts';
import { networkOf } from '../incoming/network-of.ts';
import { readZip, type ZipFile } from '../zip/read.ts';
import { dataSetFile, linkBytes, manifest, manifestName, pointsFile, runFile, snapshotHeader } from './layout.ts';
import type { CapsuleDataSet, CapsuleRun } from './write.ts';

/** An opened capsule: everything in it has been held against its hash, and every snapshot against its run's chain. */
export interface Capsule {
  dataSets: CapsuleDataSet[];
  runs: (CapsuleRun & { snapshots: RecordedSnapshot[] })[];
}

/** An entry unpacked; all of them together. */
const limits = { entry: 512 * 1024 * 1024, all: 2 * 1024 * 1024 * 1024 };

/** Throws `unreadable` or `tooLarge`, naming the entry. */
export function readCapsule(file: Uint8Array): Capsule {
  const archive = readZip(file);
  if (archive.names.reduce((sum, name) => sum + archive.size(name), 0) > limits.all) throw new AppError('tooLarge', 'The capsule unpacks to more than 2 GB. Export its runs into several capsules.');
  const list = checkedJson(archive.read(manifestName, limits.entry), manifest, `The capsule’s ${manifestName}`);
  const known = new Map(Object.entries(list.entries));
  for (const name of archive.names) if (name !== manifestName && !known.has(name)) throw refused(`The capsule has an entry ${name} that its manifest does not name.`);
  const read = (name: string): Uint8Array => {
    const bytes = archive.read(name, limits.entry);
    if (createHash('sha256').update(bytes).digest('hex') !== known.get(name)) throw refused(`The entry ${name} of the capsule does not match its SHA-256 in the manifest.`);
    return bytes;
  };
  const dataSets = list.dataSets.map(({ folder }) => readDataSet(folder, read));
  const ids = new Set(list.runs.map(({ id }) => id));
  if (ids.size !== list.runs.length) throw refused('The capsule’s manifest names one run twice.');
  const runs = list.runs.map(({ id, folder, dataSet }) => {
    if (!dataSets[dataSet]) throw refused(`The capsule’s manifest gives the run ${id} a data set that is not in it.`);
    return { ...readRun(folder, id, archive, read), dataSet };
  });
  return { dataSets, runs };
}

type Read = (name: string) => Uint8Array;

function readDataSet(folder: string, read: Read): CapsuleDataSet {
  const { columns: headers, rows, profile, ...rest } = checkedJson(read(`${folder}/data-set.json`), dataSetFile, `${folder}/data-set.json`);
  try {
    const columns = headers.map((header, at) => decodeColumn(header, rows, read(`${folder}/column-${at}.bin`)));
    return { ...rest, profile, table: { rows, columns } };
  } catch (error) {
    throw error instanceof DataError ? refused(`${folder}: ${error.message}`) : error;
  }
}

function readRun(folder: string, id: string, { names }: ZipFile, read: Read): { record: RunRecord; snapshots: RecordedSnapshot[] } {
  const { preparation, ...run } = checkedJson(read(`${folder}/run.json`), runFile, `${folder}/run.json`);
  if (run.id !== id) throw refused(`${folder}/run.json: id is not the one in the manifest.`);
  const points = checkedJson(read(`${folder}/points.json`), pointsFile, `${folder}/points.json`);
  const { epochs, steps, times, metrics } = points;
  if (steps.length !== epochs.length || times.length !== epochs.length || !rising(epochs)) throw refused(`${folder}/points.json: epochs, steps and times do not go together.`);
  for (const { name, epochs: own, values } of metrics)
    if (own.length !== values.length || !rising(own)) throw refused(`${folder}/points.json: the metric ${JSON.stringify(name.slice(0, 60))} is uneven.`);
  const links = readChain(read(`${folder}/chain.bin`), `${folder}/chain.bin`);
  const snapshots = names.filter((name) => new RegExp(`^${folder}/snapshots-\\d+\\.bin$`).test(name)).flatMap((name) => readSnapshots(read(name), links, name));
  if (preparation?.features) checkSizes(folder, run.config, preparation.features, snapshots);
  const record: RunRecord = {
    ...run,
    preparation: preparation && { ...preparation, rows: readRows(read(`${folder}/rows.bin`), `${folder}/rows.bin`) },
    epochs: epochs.map((epoch, i) => ({ epoch, step: steps[i]!, at: times[i]! })),
    metrics, links: [...links.values()],
    divergence: names.includes(`${folder}/divergence.bin`) ? read(`${folder}/divergence.bin`) : null,
  };
  return { record, snapshots };
}

/** What is computed with later must fit together: features, layers and every snapshot. */
function checkSizes(folder: string, { network, loss }: RunRecord['config'], features: FeaturePlan, snapshots: RecordedSnapshot[]): void {
  const parameters = networkOf(network, features, loss).reduce((sum, shape) => sum + shape.parameters, 0);
  const other = snapshots.find(({ weights }) => weights.length !== 4 * parameters);
  if (other) throw refused(`${folder}: the weights of epoch ${other.epoch} are ${other.weights.length / 4} numbers, but the run’s network has ${parameters} parameters.`);
}

const rising = (epochs: number[]): boolean => epochs.every((epoch, i) => i === 0 || epoch > epochs[i - 1]!);

function readChain(bytes: Uint8Array, name: string): Map<number, RecordedLink> {
  if (bytes.length % linkBytes !== 0) throw refused(`${name} of the capsule is cut short.`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const links = new Map<number, RecordedLink>();
  let before = -1;
  for (let at = 0; at < bytes.length; at += linkBytes) {
    const epoch = view.getUint32(at, true);
    if (epoch <= before || epoch > 1_000_000) throw refused(`${name} of the capsule has its epochs out of order.`);
    before = epoch;
    links.set(epoch, { epoch, weightsSha256: bytes.slice(at + 4, at + 36), link: bytes.slice(at + 36, at + 68) });
  }
  return links;
}

function readRows(bytes: Uint8Array, name: string): { train: Uint32Array; validation: Uint32Array; test: Uint32Array } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const list = (): Uint32Array => {
    const length = at + 4 <= bytes.length ? view.getUint32(at, true) : Infinity;
    if (at + 4 + 4 * length > bytes.length) throw refused(`${name} of the capsule is cut short.`);
    const rows = Uint32Array.from({ length }, (_, i) => view.getUint32(at + 4 + 4 * i, true));
    at += 4 + 4 * length;
    return rows;
  };
  const rows = { train: list(), validation: list(), test: list() };
  if (at !== bytes.length) throw refused(`${name} of the capsule goes on after its last list.`);
  return rows;
}

function readSnapshots(bytes: Uint8Array, links: Map<number, RecordedLink>, name: string): RecordedSnapshot[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const snapshots: RecordedSnapshot[] = [];
  for (let at = 0; at < bytes.length;) {
    if (at + snapshotHeader > bytes.length) throw refused(`${name} of the capsule is cut short.`);
    const [epoch, weightsLength, stateLength] = [view.getUint32(at, true), view.getUint32(at + 4, true), view.getUint32(at + 8, true)];
    const start = at + snapshotHeader;
    const end = start + weightsLength + stateLength;
    const link = links.get(epoch);
    if (end > bytes.length || weightsLength % 4 !== 0) throw refused(`${name} of the capsule: epoch ${epoch} is cut short.`);
    const weights = bytes.slice(start, start + weightsLength);
    if (!link || Buffer.compare(createHash('sha256').update(weights).digest(), link.weightsSha256) !== 0)
      throw refused(`${name} of the capsule: the weights of epoch ${epoch} do not match the run’s hash chain.`);
    snapshots.push({ ...link, weights, state: stateLength > 0 ? bytes.slice(start + weightsLength, end) : null });
    at = end;
  }
  return snapshots;
}
