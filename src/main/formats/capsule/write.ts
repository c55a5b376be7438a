import { createHash } from 'node:crypto';
import type { RecordedLink, RecordedSnapshot, RunRecord } from '../../../contract/run-record.ts';
import { columnHeader, encodeColumn } from '../../../data/encode.ts';
import type { ColumnProfile, Table, Task } from '../../../data/table.ts';
import { toJson } from '../json-numbers.ts';
import { writeZip, type ZipEntry } from '../zip/write.ts';
import { capsuleFormat, linkBytes, manifestName, snapshotHeader, snapshotsAtOnce, type Manifest } from './layout.ts';

export interface CapsuleDataSet {
  name: string;
  note: string;
  contentSha256: string;
  target: string | null;
  task: Task | null;
  source: string;
  notes: string[];
  profile: ColumnProfile[];
  table: Table;
}

export interface CapsuleRun {
  record: RunRecord;
  /** place among the data sets */
  dataSet: number;
  snapshots: Iterable<RecordedSnapshot>;
}

/** What goes into a capsule. Runs and data sets are read when their turn comes, so that one of them is in memory at a time. */
export interface CapsuleContent {
  createdAt: number;
  dataSets: (() => CapsuleDataSet)[];
  runs: (() => CapsuleRun)[];
}

/** A capsule, piece by piece. The manifest comes last, since it has the hash of every other entry. */
export function* writeCapsule({ createdAt, dataSets, runs }: CapsuleContent): Generator<Uint8Array> {
  const list: Manifest = { format: capsuleFormat, version: 1, createdAt: new Date(createdAt).toISOString(), runs: [], dataSets: [], entries: {} };
  function* entries(): Generator<ZipEntry> {
    for (const [at, read] of dataSets.entries()) {
      list.dataSets.push({ folder: `data-sets/${at}` });
      yield* dataSetEntries(`data-sets/${at}`, read());
    }
    for (const [at, read] of runs.entries()) {
      const run = read();
      list.runs.push({ id: run.record.id, folder: `runs/${at}`, dataSet: run.dataSet });
      yield* runEntries(`runs/${at}`, run);
    }
  }
  function* hashed(): Generator<ZipEntry> {
    for (const entry of entries()) {
      list.entries[entry.name] = createHash('sha256').update(entry.bytes).digest('hex');
      yield entry;
    }
    yield json(manifestName, list);
  }
  yield* writeZip(hashed());
}

function* dataSetEntries(folder: string, { table, ...rest }: CapsuleDataSet): Generator<ZipEntry> {
  yield json(`${folder}/data-set.json`, { ...rest, rows: table.rows, columns: table.columns.map(columnHeader) });
  for (const [at, column] of table.columns.entries()) yield { name: `${folder}/column-${at}.bin`, bytes: encodeColumn(column) };
}

function* runEntries(folder: string, { record, snapshots }: CapsuleRun): Generator<ZipEntry> {
  const { preparation, epochs, metrics, links, divergence, ...rest } = record;
  yield json(`${folder}/run.json`, {
    ...rest, preparation: preparation && { parameters: preparation.parameters, classes: preparation.classes, features: preparation.features },
  });
  yield json(`${folder}/points.json`, { epochs: epochs.map(({ epoch }) => epoch), steps: epochs.map(({ step }) => step), times: epochs.map(({ at }) => at), metrics });
  if (preparation) {
    const { train, validation, test } = preparation.rows;
    yield { name: `${folder}/rows.bin`, bytes: rowBytes([train, validation, test]) };
  }
  yield { name: `${folder}/chain.bin`, bytes: chainBytes(links), deflate: false };
  if (divergence) yield { name: `${folder}/divergence.bin`, bytes: divergence };
  let number = 0;
  let gathered: Uint8Array[] = [];
  let size = 0;
  const entry = (): ZipEntry => ({ name: `${folder}/snapshots-${number++}.bin`, bytes: Buffer.concat(gathered, size) });
  for (const snapshot of snapshots) {
    const pieces = snapshotPieces(snapshot);
    gathered.push(...pieces);
    size += pieces.reduce((sum, { length }) => sum + length, 0);
    if (size < snapshotsAtOnce) continue;
    yield entry();
    [gathered, size] = [[], 0];
  }
  if (size > 0) yield entry();
}

const json = (name: string, value: unknown): ZipEntry => ({ name, bytes: new TextEncoder().encode(toJson(value)) });

/** Each list as its length and its rows, little-endian uint32. */
function rowBytes(lists: Uint32Array[]): Uint8Array {
  const bytes = Buffer.alloc(lists.reduce((sum, { length }) => sum + 4 + 4 * length, 0));
  let at = 0;
  for (const list of lists) {
    at = bytes.writeUInt32LE(list.length, at);
    for (const row of list) at = bytes.writeUInt32LE(row, at);
  }
  return bytes;
}

/** An epoch: its number as uint32, the SHA-256 of its weights, its link. */
function chainBytes(links: RecordedLink[]): Uint8Array {
  const bytes = Buffer.alloc(linkBytes * links.length);
  links.forEach(({ epoch, weightsSha256, link }, i) => {
    bytes.writeUInt32LE(epoch, linkBytes * i);
    bytes.set(weightsSha256, linkBytes * i + 4);
    bytes.set(link, linkBytes * i + 36);
  });
  return bytes;
}

/** Epoch, bytes of weights, bytes of state (0: no keyframe) as uint32; weights; state. */
function snapshotPieces({ epoch, weights, state }: RecordedSnapshot): Uint8Array[] {
  const header = Buffer.alloc(snapshotHeader);
  header.writeUInt32LE(epoch, 0);
  header.writeUInt32LE(weights.length, 4);
  header.writeUInt32LE(state?.length ?? 0, 8);
  return state ? [header, weights, state] : [header, weights];
}
