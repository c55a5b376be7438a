import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { runConfig, type RunConfigInput } from '../../src/contract/run-config.ts';
import type { RunRow } from '../../src/contract/runs.ts';
import type { Table } from '../../src/data/table.ts';
import { openStore, type OpenOptions } from '../../src/main/store/open.ts';
import type { NewDataSet } from '../../src/main/store/types/data-sets.ts';
import type { PointsBatch } from '../../src/main/store/types/points.ts';
import type { NewRun, Preparation, RunEnd } from '../../src/main/store/types/runs.ts';
import type { NewSnapshot } from '../../src/main/store/types/snapshots.ts';
import type { Store } from '../../src/main/store/types/store.ts';

/** Opens the database of this folder; the same folder again is a second opening of the same file. */
export const openIn = (folder: string, options?: OpenOptions): Promise<Store> => openStore(databaseIn(folder), options);

export const databaseIn = (folder: string) => join(folder, 'trainyard.db');

export const smallTable: Table = {
  rows: 3,
  columns: [
    { name: 'length', type: 'numeric', values: Float64Array.of(1.5, NaN, -0) },
    { name: 'kind', type: 'categorical', codes: Int32Array.of(1, 0, -1), categories: ['a', 'b'] },
  ],
};

export function newDataSet(changes: Partial<NewDataSet> = {}): NewDataSet {
  return {
    name: 'small', table: smallTable, contentSha256: 'c0', target: 'kind', task: 'classification', profile: [], notes: ['a note'],
    source: 'small.csv', builtIn: false, options: {}, ...changes,
  };
}

export type NewRunInput = Partial<Omit<NewRun, 'config'>> & { config?: RunConfigInput };

/** A queued run of the data set `small` in the experiment `Default`, both made where they are missing. */
export function addRun(store: Store, { config = {}, ...changes }: NewRunInput = {}): RunRow {
  return store.runs.create({
    name: 'a run', tags: [], arithmetic: 'test-1', config: runConfig.parse(config), ...changes,
    experimentId: changes.experimentId ?? store.experiments.ensure('Default'),
    dataSetId: changes.dataSetId ?? store.dataSets.create(newDataSet()).id,
  });
}

export const preparation: Preparation = {
  parameters: 12,
  rows: { train: Uint32Array.of(0, 2), validation: Uint32Array.of(1), test: new Uint32Array() },
  classes: ['a', 'b'],
  features: { inputs: ['length'] },
};

export function addRunning(store: Store, input?: NewRunInput): RunRow {
  const { id } = addRun(store, input);
  store.leases.take(id);
  store.runs.start(id, preparation);
  return store.runs.row(id);
}

export function batch(runId: string, epochs: number[], values: Record<string, number[]>, changes: Partial<PointsBatch> = {}): PointsBatch {
  return { runId, epochs, steps: epochs.map((epoch) => epoch * 10), values, bestEpoch: null, trainSeconds: epochs.length, ...changes };
}

/** Weights that no other epoch has, of the wanted length. */
export function snapshot(epoch: number, { bytes = 64, state = null }: { bytes?: number; state?: Uint8Array | null } = {}): NewSnapshot {
  const weights = Uint8Array.from({ length: bytes }, (_, at) => (epoch * 31 + at * 7 + 1) % 251);
  return { epoch, weights, weightsSha256: hash(weights), link: hash(Uint8Array.of(epoch)), state };
}

export const completed: RunEnd = {
  status: 'completed', stopReason: 'epochs', error: null, weightsSha256: 'ab', chain: 'cd', bestEpoch: null, trainSeconds: 1,
};

const hash = (bytes: Uint8Array) => new Uint8Array(createHash('sha256').update(bytes).digest());
