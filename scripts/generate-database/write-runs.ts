import { v7 as uuidv7 } from 'uuid';
import { createGenerator } from '../../src/nn/random.ts';
import { flattenConfig } from '../../src/main/store/config-values.ts';
import { kindOf } from '../../src/main/store/point-values.ts';
import { replicatesDigest } from '../../src/main/store/replicates.ts';
import { extendSummary } from '../../src/main/store/summary.ts';
import type { Bulk } from './bulk.ts';
import type { Curves } from './draw-curves.ts';
import type { DrawnRun } from './draw-runs.ts';

/** Puts runs into the file, one after the other, as the store's repositories would have done. */
export interface RunWriter {
  add(run: DrawnRun): void;
  /** Returns how many points were written. */
  finish(): number;
}

export function createRunWriter(bulk: Bulk): RunWriter {
  const { connection } = bulk;
  const runs = bulk.table('runs', [
    'key', 'id', 'revision', 'name', 'status', 'stop_reason', 'error', 'experiment', 'data_set', 'arithmetic', 'parameters', 'epochs', 'best_epoch',
    'train_seconds', 'snapshot_budget', 'created_at', 'started_at', 'ended_at', 'trashed_at', 'starred', 'locked', 'replicates',
  ]);
  const configs = bulk.table('run_configs', ['run', 'config']);
  const configValues = bulk.table('config_values', ['run', 'path', 'number', 'text']);
  const tags = bulk.table('tags', ['run', 'tag']);
  const notes = bulk.table('notes', ['run', 'text']);
  const events = bulk.table('run_events', ['run', 'at', 'kind', 'message']);
  const epochs = bulk.table('epochs', ['run', 'epoch', 'step', 'recorded_at']);
  const points = bulk.table('points', ['run', 'metric', 'epoch', 'kind', 'value']);
  const summaries = bulk.table('summaries', ['run', 'metric', 'last', 'last_epoch', 'min', 'min_epoch', 'max', 'max_epoch', 'best', 'best_epoch']);

  const keysOf = (table: string) => new Map(connection.prepare<[], { name: string; key: number }>(`SELECT name, key FROM ${table}`).all().map(({ name, key }) => [name, key]));
  const experimentKeys = keysOf('experiments');
  const dataSetKeys = keysOf('data_sets');
  const pathKeys = createKeys((path) => Number(connection.prepare('INSERT INTO config_paths (path) VALUES (?)').run(path).lastInsertRowid));
  const metricKeys = createKeys((name) => Number(connection.prepare('INSERT INTO metric_names (name) VALUES (?)').run(name).lastInsertRowid));
  const ids = createGenerator(1, 'ids of generated runs');
  let key = 0;
  let pointsWritten = 0;

  return {
    add(run) {
      key++;
      const { config, curves } = run;
      const id = uuidv7({ msecs: run.createdAt, random: Uint8Array.from({ length: 16 }, () => ids.int(256)), seq: key });
      runs.add(
        key, id, key, run.name, run.status, run.stopReason, run.error, experimentKeys.get(run.experiment)!, dataSetKeys.get(config.data.set)!, 'generated',
        run.parameters, curves?.epochs.at(-1) ?? 0, curves?.bestEpoch ?? null, run.trainSeconds, config.snapshots.budgetBytes, run.createdAt,
        run.startedAt, run.endedAt, run.trashed ? run.endedAt : null, Number(run.starred), Number(run.locked), replicatesDigest(config),
      );
      configs.add(key, JSON.stringify(config));
      const values = flattenConfig(config).map(({ path, number, text }) => [pathKeys(path), number, text] as const).sort(([a], [b]) => a - b);
      for (const [path, number, text] of values) configValues.add(key, path, number, text);
      for (const tag of run.tags.sort()) tags.add(key, tag);
      if (run.note !== null) notes.add(key, run.note);
      if (run.error !== null) events.add(key, run.endedAt, run.status, run.error);
      if (curves) addCurves(run, curves);
    },
    finish() {
      connection.prepare('UPDATE store_state SET revision = ?').run(key);
      return pointsWritten;
    },
  };

  function addCurves(run: DrawnRun, { epochs: at, values, bestEpoch, test }: Curves): void {
    const last = at[at.length - 1]!;
    if (run.points) for (const epoch of at) epochs.add(key, epoch, epoch * run.stepsPerEpoch, Math.round(run.startedAt + (run.endedAt - run.startedAt) * (epoch / last)));
    const series = [
      ...Object.entries(values).map(([name, all]) => ({ metric: metricKeys(name), at, values: all })),
      ...Object.entries(test).map(([name, value]) => ({ metric: metricKeys(name), at: [last], values: [value] })),
    ].sort((a, b) => a.metric - b.metric);
    for (const one of series) addSeries(run, one, bestEpoch);
  }

  function addSeries(run: DrawnRun, { metric, at, values }: { metric: number; at: number[]; values: number[] }, bestEpoch: number): void {
    if (run.points) {
      for (let i = 0; i < at.length; i++) points.add(key, metric, at[i]!, kindOf(values[i]!), Number.isFinite(values[i]) ? values[i]! : null);
      pointsWritten += at.length;
    }
    const { last, lastEpoch, min, minEpoch, max, maxEpoch } = extendSummary(null, at, values);
    const best = at.indexOf(bestEpoch);
    summaries.add(key, metric, orNull(last), lastEpoch, orNull(min), minEpoch, orNull(max), maxEpoch, best < 0 ? null : orNull(values[best]!), best < 0 ? null : bestEpoch);
  }
}

/** Keys of names, each made when it is first met. */
function createKeys(make: (name: string) => number): (name: string) => number {
  const keys = new Map<string, number>();
  return (name) => {
    const known = keys.get(name);
    if (known !== undefined) return known;
    const key = make(name);
    keys.set(name, key);
    return key;
  };
}

const orNull = (value: number) => (Number.isNaN(value) ? null : value);
