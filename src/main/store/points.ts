import type { Series } from '../../contract/runs.ts';
import { AppError } from '../../contract/errors.ts';
import type { StoreContext } from './context.ts';
import { readCurve } from './curves.ts';
import type { Database } from './database.ts';
import { rowInsert, seriesInsert } from './insert-rows.ts';
import { quoted, runKey } from './keys.ts';
import { kindOf, toValue, type PointKind } from './point-values.ts';
import { nextRevision } from './revisions.ts';
import { extendSummary, type Summary } from './summary.ts';
import type { Points, PointsBatch } from './types/points.ts';

export function createPoints({ db, now }: StoreContext): Points {
  return {
    append: (batches) => {
      for (const batch of batches) refuseUneven(batch);
      db.lazily(() => { for (const batch of batches) if (batch.epochs.length > 0) appendBatch(db, batch, now()); });
    },

    series: (runId, { metrics, afterEpoch = -1, through = Number.MAX_SAFE_INTEGER } = {}) => db.consistently(() => {
      const run = runKey(db, runId);
      const steps = new Map(db.tuples<[number, number]>('SELECT epoch, step FROM epochs WHERE run = ? AND epoch > ? AND epoch <= ?', run, afterEpoch, through));
      return metricsOf(db, run)
        .filter(({ name }) => metrics === undefined || metrics.includes(name))
        .map(({ key, name }) => readSeries(db, run, key, name, { afterEpoch, through }, steps));
    }),

    metrics: (runId) => metricsOf(db, runKey(db, runId)).map(({ name }) => name),

    at: (runId, epochs) => db.consistently(() => {
      const run = runKey(db, runId);
      return metricsOf(db, run).flatMap(({ key, name }) => {
        const points = epochs.flatMap((epoch) => valueAt(db, run, key, epoch) ?? []);
        return points.length === 0 ? [] : [{ metric: name, epochs: points.map(({ epoch }) => epoch), values: points.map(({ value }) => value) }];
      });
    }),

    curve: (runId, metric, axis) => db.consistently(() => readCurve(db, runId, metric, axis)),
  };
}

function refuseUneven({ runId, epochs, steps, values }: PointsBatch): void {
  const uneven = Object.entries(values).find(([, series]) => series.length !== epochs.length);
  if (steps.length !== epochs.length || uneven)
    throw new AppError('invalidInput', `The points of run ${runId} are uneven: ${epochs.length} epochs, ${steps.length} steps${uneven ? `, ${uneven[1].length} values of ${quoted(uneven[0])}` : ''}.`);
}

function appendBatch(db: Database, { runId, epochs, steps, values, bestEpoch, trainSeconds }: PointsBatch, at: number): void {
  const run = runKey(db, runId);
  const rising = isConsecutive(epochs);
  insertEpochs(db, epochs.flatMap((epoch, i) => [run, epoch, steps[i]!, at]));
  const summaries = readSummaries(db, run);
  for (const [name, series] of Object.entries(values)) {
    const metric = metricKey(db, name);
    appendSeries(db, { run, metric, before: summaries.get(metric) ?? null, rising }, epochs, series, bestEpoch);
  }
  db.run('UPDATE runs SET epochs = max(epochs, ?), best_epoch = coalesce(?, best_epoch), train_seconds = ?, revision = ? WHERE key = ?',
    epochs[epochs.length - 1]!, bestEpoch, trainSeconds, nextRevision(db), run);
}

interface SeriesTarget {
  run: number;
  metric: number;
  before: Summary | null;
  /** each epoch is the one after the one before */
  rising: boolean;
}

function appendSeries(db: Database, { run, metric, before, rising }: SeriesTarget, epochs: number[], values: number[], bestEpoch: number | null): void {
  if (rising && values.every(Number.isFinite)) insertFinite(db, [run, metric], epochs[0]!, values);
  else insertPoints(db, epochs.flatMap((epoch, i) => [run, metric, epoch, kindOf(values[i]!), finiteOrNull(values[i]!)]));
  // A run that was resumed repeats epochs. What they replaced may have been an extreme, so the summary is made anew.
  const repeats = before !== null && epochs[0]! <= before.lastEpoch;
  const after = repeats ? summarizeStored(db, run, metric) : extendSummary(before, epochs, values);
  const at = bestEpoch === null ? -1 : epochs.indexOf(bestEpoch);
  const best = bestEpoch === null ? null : at < 0 ? valueAt(db, run, metric, bestEpoch) : { epoch: bestEpoch, value: values[at]! };
  writeSummary(db, run, metric, after, best);
}

const isConsecutive = (epochs: readonly number[]): boolean => epochs.every((epoch, at) => epoch === epochs[0]! + at);

const insertEpochs = rowInsert('epochs', ['run', 'epoch', 'step', 'recorded_at'], 'DO UPDATE SET step = excluded.step');

const insertPoints = rowInsert('points', ['run', 'metric', 'epoch', 'kind', 'value'], 'DO UPDATE SET kind = excluded.kind, value = excluded.value');

/** Nearly every series: numbers that are finite, of epochs without a gap. One parameter a row is half the cost of all five. */
const insertFinite = seriesInsert('points', ['run', 'metric', 'epoch', 'kind', 'value'], { common: 2, between: '0' });

interface OnePoint {
  epoch: number;
  value: number;
}

/** Null where this metric has no point at that epoch. */
function valueAt(db: Database, run: number, metric: number, epoch: number): OnePoint | null {
  const point = db.get<{ kind: PointKind; value: number | null }>('SELECT kind, value FROM points WHERE run = ? AND metric = ? AND epoch = ?', run, metric, epoch);
  return point ? { epoch, value: toValue(point.kind, point.value) } : null;
}

/** Of all metrics of the run that have points, by the metric's key. */
function readSummaries(db: Database, run: number): Map<number, Summary> {
  type Row = [metric: number, last: number | null, lastEpoch: number, min: number | null, minEpoch: number, max: number | null, maxEpoch: number];
  return new Map(db.tuples<Row>('SELECT metric, last, last_epoch, min, min_epoch, max, max_epoch FROM summaries WHERE run = ?', run)
    .map(([metric, last, lastEpoch, min, minEpoch, max, maxEpoch]) => [metric, { last: last ?? NaN, lastEpoch, min: min ?? NaN, minEpoch, max: max ?? NaN, maxEpoch }]));
}

function writeSummary(db: Database, run: number, metric: number, s: Summary, best: OnePoint | null): void {
  db.run(`INSERT INTO summaries (run, metric, last, last_epoch, min, min_epoch, max, max_epoch, best, best_epoch)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET last = excluded.last, last_epoch = excluded.last_epoch,
      min = excluded.min, min_epoch = excluded.min_epoch, max = excluded.max, max_epoch = excluded.max_epoch,
      best = excluded.best, best_epoch = excluded.best_epoch`, run, metric, nullForNaN(s.last), s.lastEpoch, nullForNaN(s.min), s.minEpoch,
    nullForNaN(s.max), s.maxEpoch, best ? nullForNaN(best.value) : null, best?.epoch ?? null);
}

const finiteOrNull = (value: number) => (Number.isFinite(value) ? value : null);

const nullForNaN = (value: number) => (Number.isNaN(value) ? null : value);

function summarizeStored(db: Database, run: number, metric: number): Summary {
  const { epochs, values } = readPoints(db, run, metric, everything);
  return extendSummary(null, epochs, values);
}

function readSeries(db: Database, run: number, metric: number, name: string, range: EpochRange, steps: Map<number, number>): Series {
  const { epochs, values } = readPoints(db, run, metric, range);
  return { metric: name, epochs, steps: epochs.map((epoch) => steps.get(epoch) ?? 0), values };
}

interface EpochRange {
  afterEpoch: number;
  through: number;
}

const everything: EpochRange = { afterEpoch: -1, through: Number.MAX_SAFE_INTEGER };

function readPoints(db: Database, run: number, metric: number, { afterEpoch, through }: EpochRange): { epochs: number[]; values: number[] } {
  const points = db.tuples<[number, PointKind, number | null]>(
    'SELECT epoch, kind, value FROM points WHERE run = ? AND metric = ? AND epoch > ? AND epoch <= ? ORDER BY epoch', run, metric, afterEpoch, through);
  return { epochs: points.map(([epoch]) => epoch), values: points.map(([, kind, value]) => toValue(kind, value)) };
}

const metricsOf = (db: Database, run: number) => db.all<{ key: number; name: string }>(`
  SELECT metric_names.key, metric_names.name FROM summaries JOIN metric_names ON metric_names.key = summaries.metric
  WHERE summaries.run = ? ORDER BY metric_names.name`, run);

function metricKey(db: Database, name: string): number {
  const existing = db.get<{ key: number }>('SELECT key FROM metric_names WHERE name = ?', name);
  return existing?.key ?? db.insert('INSERT INTO metric_names (name) VALUES (?)', name);
}
