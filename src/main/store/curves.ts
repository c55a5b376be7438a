import type { Curve, CurveAxis } from '../../contract/curves.ts';
import { trainedTimes, wallTimes } from '../../compare/curve-times.ts';
import type { Database } from './database.ts';

/** All points of one metric of a run, in order of x. Reads numbers alone, column by column: a curve may have a million points. */
export function readCurve(db: Database, runId: string, metric: string, axis: CurveAxis): Curve | null {
  const place = db.get<Place>(`
    SELECT runs.key AS run, metric_names.key AS metric FROM runs JOIN metric_names ON metric_names.name = ?
    WHERE runs.id = ? AND EXISTS (SELECT 1 FROM summaries WHERE run = runs.key AND metric = metric_names.key)`, metric, runId);
  if (!place) return null;
  const y = readValues(db, place);
  const epochs = readEpochs(db, place, y.length);
  return { runId, total: y.length, epochs, x: readAxis(db, place.run, epochs, axis), y };
}

interface Place {
  run: number;
  metric: number;
}

/** 9e999 is infinity to SQLite; NULL is NaN. */
const valuesOf = `
  SELECT CASE kind WHEN 0 THEN value WHEN 2 THEN 9e999 WHEN 3 THEN -9e999 END
  FROM points WHERE run = ? AND metric = ? ORDER BY epoch`;

function readValues(db: Database, { run, metric }: Place): Float64Array {
  const column = db.column<number | null>(valuesOf, run, metric);
  const values = new Float64Array(column.length);
  for (let i = 0; i < values.length; i++) values[i] = column[i] ?? NaN;
  return values;
}

/** Without a gap between the first and the last they need not be read. */
function readEpochs(db: Database, { run, metric }: Place, count: number): Int32Array {
  const end = (order: 'ASC' | 'DESC') => db.column<number>(`SELECT epoch FROM points WHERE run = ? AND metric = ? ORDER BY epoch ${order} LIMIT 1`, run, metric)[0] ?? 0;
  const [first, last] = [end('ASC'), end('DESC')];
  if (last - first + 1 === count) {
    const epochs = new Int32Array(count);
    for (let i = 0; i < count; i++) epochs[i] = first + i;
    return epochs;
  }
  return Int32Array.from(db.column<number>('SELECT epoch FROM points WHERE run = ? AND metric = ? ORDER BY epoch', run, metric));
}

function readAxis(db: Database, run: number, epochs: Int32Array, axis: CurveAxis): Float64Array {
  if (axis === 'epoch') return new Float64Array(epochs);
  const known = Int32Array.from(db.column<number>('SELECT epoch FROM epochs WHERE run = ? ORDER BY epoch', run));
  return pick(epochs, known, axis === 'step' ? readSteps(db, run) : readTimes(db, run, known, axis));
}

const readSteps = (db: Database, run: number) => Float64Array.from(db.column<number>('SELECT step FROM epochs WHERE run = ? ORDER BY epoch', run));

function readTimes(db: Database, run: number, known: Int32Array, axis: 'wall' | 'relative'): Float64Array {
  const recordedAt = Float64Array.from(db.column<number>('SELECT recorded_at FROM epochs WHERE run = ? ORDER BY epoch', run));
  const metric = db.get<{ key: number }>('SELECT key FROM metric_names WHERE name = ?', 'epoch_seconds')?.key;
  const place = metric === undefined ? null : { run, metric };
  const measured = place ? readValues(db, place) : new Float64Array();
  const seconds = place && measured.length > 0 ? pick(known, readEpochs(db, place, measured.length), measured) : null;
  return (axis === 'wall' ? wallTimes : trainedTimes)(recordedAt, seconds);
}

/** The values at the wanted epochs, both lists of epochs in order; NaN where an epoch is not among the known ones. */
function pick(wanted: Int32Array, known: Int32Array, values: Float64Array): Float64Array {
  const picked = new Float64Array(wanted.length);
  let at = 0;
  for (let i = 0; i < wanted.length; i++) {
    while (at < known.length && known[at]! < wanted[i]!) at++;
    picked[i] = known[at] === wanted[i] ? values[at]! : NaN;
  }
  return picked;
}
