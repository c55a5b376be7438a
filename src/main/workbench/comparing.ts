import type { Worker } from 'node:worker_threads';
import { rightRows, sameRows } from '../../compare/classification/right-rows.ts';
import type { Handlers } from '../../contract/api.ts';
import { replicateGroups } from '../../contract/compared-groups.ts';
import type { PackedPredictions, Part, Predictions } from '../../contract/comparisons.ts';
import type { RunRow } from '../../contract/runs.ts';
import type { Store } from '../store/types/store.ts';
import { compareRuns, metricWanted, type Comparison, type RowsRight } from './compare-runs.ts';
import { writeReport, type ReportWish } from './report/write-report.ts';
import { createRowPredictions, type RowPredictions } from './predict-rows.ts';
import { createDataThread } from './data-work/thread.ts';
import type { Replay } from './state-at.ts';

/** Comparisons, as the workbench has them. */
export interface Comparing {
  handlers: Pick<Handlers, 'runs.predictions' | 'runs.compare' | 'runs.report'>;
  /** The first run is the baseline. Two single runs that saw the same rows are held against each other row by row. */
  compare(ids: readonly string[], metric?: string): Promise<Comparison>;
  /** The comparison as one HTML file; replicates as one where nothing is wished. */
  report(ids: readonly string[], metric?: string, wish?: Partial<ReportWish>): Promise<string>;
  close(): Promise<void>;
}

/** More single runs than these are not held against the baseline row by row. */
const mostByRow = 200;

export interface ComparingSetting {
  store: Store;
  replay: Pick<Replay, 'weightsAt'>;
  /** makes a thread that predicts; it is done in this one where it is left out */
  createWorker: (() => Worker) | undefined;
}

export function createComparing({ store, replay, createWorker }: ComparingSetting): Comparing {
  const thread = createDataThread(createWorker);
  const predictions = createRowPredictions({ store, replay, thread });

  const rowsOf = (ids: readonly string[]): RunRow[] => distinct(ids).map((id) => store.runs.row(id));
  const held = async (runs: readonly RunRow[], metric?: string): Promise<Comparison> => compareRuns(runs, metric, await rowsRightOf(runs, metric, predictions));
  const compare = (ids: readonly string[], metric?: string): Promise<Comparison> => held(rowsOf(ids), metric);

  async function report(ids: readonly string[], metric?: string, { group = 'replicates', hidden = [], about = '' }: Partial<ReportWish> = {}): Promise<string> {
    const runs = rowsOf(ids);
    return writeReport(await held(runs, metric), runs, { group, hidden, about }, { store, predictions });
  }

  return {
    compare, report,
    close: () => thread.end(),
    handlers: {
      'runs.predictions': async ({ ids, part, epochs }) => {
        const known = new Set(store.runs.rows(ids).map(({ id }) => id));
        const packed: PackedPredictions[] = [];
        for (const id of distinct(ids)) if (known.has(id)) packed.push(pack(await predictions.of(id, part, epochs[id])));
        return packed;
      },
      'runs.report': async ({ ids, metric, ...wish }) => ({ html: await report(ids, metric, wish) }),
      'runs.compare': async ({ ids, metric }) => {
        const { groups, ...rest } = await compare(ids, metric);
        return { ...rest, groups: groups.map(({ label, runs }) => ({ label, ids: runs.map(({ id }) => id) })) };
      },
    },
  };
}

/** Only where the baseline is a single run, and of the rows that its metric was taken on. */
async function rowsRightOf(runs: readonly RunRow[], wanted: string | undefined, predictions: RowPredictions): Promise<RowsRight> {
  const right = new Map<string, readonly boolean[]>();
  const single = runs.length < 2 ? [] : replicateGroups(runs).map((group) => (group.runs.length === 1 ? group.runs[0]! : null));
  const part = runs.length < 2 ? null : partOf(metricWanted(runs, wanted).metric);
  const [baseline] = single;
  if (!baseline || part === null || baseline.config.loss === 'meanSquaredError') return right;
  const against = single.slice(1).filter((run) => run !== null && run.dataSetId === baseline.dataSetId && run.config.loss !== 'meanSquaredError').slice(0, mostByRow) as RunRow[];
  if (against.length === 0) return right;
  const first = await predictions.of(baseline.id, part);
  if (first.problem !== null) return right;
  right.set(baseline.id, rightRows(first));
  for (const run of against) {
    const other = await predictions.of(run.id, part);
    if (other.problem === null && sameRows(first, other)) right.set(run.id, rightRows(other));
  }
  return right;
}

function partOf(metric: string): Part | null {
  if (metric.startsWith('val_')) return 'validation';
  return metric.startsWith('test_') ? 'test' : null;
}

const distinct = (ids: readonly string[]): string[] => [...new Set(ids)];

function pack({ rows, target, values, ...rest }: Predictions): PackedPredictions {
  return { ...rest, rows: bytesOf(rows), target: bytesOf(target), values: bytesOf(values) };
}

/** Every machine that Electron and Node run on is little-endian. */
const bytesOf = ({ buffer, byteOffset, byteLength }: Uint32Array | Float32Array): Uint8Array => new Uint8Array(buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer);
