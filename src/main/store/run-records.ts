import { v7 as uuidv7 } from 'uuid';
import { AppError } from '../../contract/errors.ts';
import type { RunConfig } from '../../contract/run-config.ts';
import type { RunRecord } from '../../contract/run-record.ts';
import type { ConfigChange } from '../../contract/replay.ts';
import type { Task } from '../../data/table.ts';
import { storeConfigValues } from './config-values.ts';
import type { StoreContext } from './context.ts';
import type { Database } from './database.ts';
import { storeDivergence, readDivergence } from './divergences.ts';
import { rowInsert } from './insert-rows.ts';
import { quoted, runKey } from './keys.ts';
import { createPoints } from './points.ts';
import { toValue, type PointKind } from './point-values.ts';
import { nextRevision, touchRun } from './revisions.ts';
import { readPreparation, storePreparation } from './run-preparations.ts';
import { createSnapshots } from './snapshots.ts';
import type { ChainLink, NewSnapshot } from './types/snapshots.ts';
import { readVerification, storeVerification } from './verifications.ts';

/** A table that a run was trained on and that is not here: what is known of it. */
export interface AbsentDataSet {
  name: string;
  contentSha256: string;
  target: string | null;
  task: Task | null;
}

/** Runs that leave and enter the file as a whole. */
export interface RunRecords {
  read(id: string): RunRecord;
  /** whether a run of that id is here, and whether it lies in the trash */
  find(id: string): 'here' | 'trashed' | null;
  /** A run that was trained elsewhere, under its own id. `configValues`: false where its config is mostly defaults. */
  insert(record: RunRecord, options: { dataSetId: string; snapshots: Iterable<NewSnapshot>; configValues?: boolean }): void;
  /** Epochs that a run has not got: points, links and snapshots. The end that belongs to them where they go further. */
  extend(record: RunRecord, snapshots: Iterable<NewSnapshot>): void;
  /** Stands for a data set in the runs that were trained on it; no list shows it. Returns its id. */
  absentDataSet(set: AbsentDataSet): string;
}

/** No content has a hash like this, so that the table itself is never taken for what stands in its place. */
export const absentContent = 'absent:';

export function createRunRecords(context: StoreContext): RunRecords {
  const { db, now } = context;
  const snapshotsOf = createSnapshots(context);
  const points = createPoints(context);

  function addEpochs(key: number, { id, epochs, metrics, bestEpoch, trainSeconds }: RunRecord): void {
    insertEpochs(db, epochs.flatMap(({ epoch, step, at }) => [key, epoch, step, at]));
    const steps = new Map(epochs.map(({ epoch, step }) => [epoch, step]));
    points.append(metrics.map(({ name, epochs: own, values }) => ({
      runId: id, epochs: own, steps: own.map((epoch) => steps.get(epoch) ?? 0), values: { [name]: values }, bestEpoch, trainSeconds,
    })));
    const last = epochs.at(-1)?.epoch;
    if (last !== undefined) db.run('UPDATE runs SET epochs = max(epochs, ?) WHERE key = ?', last, key);
  }

  function addSnapshots({ id, links, bestEpoch }: RunRecord, key: number, snapshots: Iterable<NewSnapshot>): void {
    insertLinks(db, links.flatMap(({ epoch, weightsSha256, link }) => [key, epoch, weightsSha256, link]));
    for (const snapshot of snapshots) snapshotsOf.append(id, [snapshot], { bestEpoch });
  }

  return {
    read: (id) => db.consistently(() => readRecord(db, runKey(db, id))),

    find: (id) => {
      const row = db.get<{ trashed: number }>('SELECT trashed_at IS NOT NULL AS trashed FROM runs WHERE id = ?', id);
      return row ? (row.trashed ? 'trashed' : 'here') : null;
    },

    insert: (record, { dataSetId, snapshots, configValues = true }) => db.durably(() => {
      const key = insertRun(context, record, dataSetId);
      if (configValues) storeConfigValues(db, key, record.config);
      if (record.preparation) storePreparation(db, key, record.preparation);
      for (const tag of new Set(record.tags)) db.run('INSERT INTO tags (run, tag) VALUES (?, ?)', key, tag);
      if (record.note !== '') db.run('INSERT INTO notes (run, text) VALUES (?, ?)', key, record.note);
      for (const { at, kind, message } of record.events) db.run('INSERT INTO run_events (run, at, kind, message) VALUES (?, ?, ?, ?)', key, at, kind, message);
      if (record.fork) {
        const { parentId, parentName, epoch, changes } = record.fork;
        db.run('INSERT INTO forks (run, parent_id, parent_name, epoch, changes) VALUES (?, ?, ?, ?, ?)', key, parentId, parentName, epoch, JSON.stringify(changes));
        const parent = db.get<{ key: number }>('SELECT key FROM runs WHERE id = ?', parentId);
        if (parent) touchRun(db, parent.key);
      }
      addEpochs(key, record);
      addSnapshots(record, key, snapshots);
      if (record.verification) storeVerification(db, key, record.verification);
      if (record.divergence) storeDivergence(db, key, record.divergence);
    }),

    extend: (record, snapshots) => db.durably(() => {
      const key = runKey(db, record.id);
      const { epochs } = db.get<{ epochs: number }>('SELECT epochs FROM runs WHERE key = ?', key)!;
      const last = record.epochs.at(-1)?.epoch ?? 0;
      addEpochs(key, record);
      addSnapshots(record, key, snapshots);
      if (last > epochs) takeEnd(db, key, record);
      touchRun(db, key);
    }),

    absentDataSet: ({ name, contentSha256, target, task }) => db.durably(() => {
      const content = absentContent + contentSha256;
      const known = db.get<{ id: string }>('SELECT id FROM data_sets WHERE content_sha256 = ? AND name = ? AND target IS ? AND task IS ?', content, name, target, task);
      if (known) return known.id;
      const id = uuidv7();
      db.run(`INSERT INTO data_sets (id, name, content_sha256, row_count, column_count, target, task, built_in, source, notes, profile, options, created_at, trashed_at)
        VALUES (?, ?, ?, 0, 0, ?, ?, 0, 'not in this database', '[]', '[]', '{}', ?, ?)`, id, name, content, target, task, now(), now());
      return id;
    }),
  };
}

const insertEpochs = rowInsert('epochs', ['run', 'epoch', 'step', 'recorded_at'], 'DO NOTHING');
const insertLinks = rowInsert('chain_links', ['run', 'epoch', 'weights_sha256', 'link'], 'DO NOTHING');

function insertRun({ db }: StoreContext, record: RunRecord, dataSetId: string): number {
  const dataSet = db.get<{ key: number }>('SELECT key FROM data_sets WHERE id = ?', dataSetId);
  if (!dataSet) throw new AppError('notFound', `There is no data set with the id ${quoted(dataSetId)}.`);
  db.run('DELETE FROM removed_runs WHERE id = ?', record.id);
  const key = db.insert(`
    INSERT INTO runs (id, revision, name, status, stop_reason, error, experiment, data_set, arithmetic, parameters, best_epoch, train_seconds,
      weights_sha256, chain, snapshot_budget, created_at, started_at, ended_at, starred, colour, machine)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'elsewhere')`,
  record.id, nextRevision(db), record.name, record.status, record.stopReason, record.error, experimentKey(db, record), dataSet.key, record.arithmetic,
  record.parameters, record.bestEpoch, record.trainSeconds, record.weightsSha256, record.chain, record.config.snapshots.budgetBytes,
  record.createdAt, record.startedAt, record.endedAt, record.starred ? 1 : 0, record.colour);
  db.run('INSERT INTO run_configs (run, config) VALUES (?, ?)', key, JSON.stringify(record.config));
  return key;
}

function experimentKey(db: Database, { experiment, createdAt }: RunRecord): number {
  const row = db.get<{ key: number }>('SELECT key FROM experiments WHERE name = ?', experiment);
  return row?.key ?? db.insert('INSERT INTO experiments (id, name, created_at) VALUES (?, ?, ?)', uuidv7(), experiment, createdAt);
}

/** How a run ended that has been trained further elsewhere. */
function takeEnd(db: Database, key: number, record: RunRecord): void {
  db.run(`UPDATE runs SET status = ?, stop_reason = ?, error = ?, best_epoch = ?, train_seconds = ?, weights_sha256 = ?, chain = ?, ended_at = ? WHERE key = ?`,
    record.status, record.stopReason, record.error, record.bestEpoch, record.trainSeconds, record.weightsSha256, record.chain, record.endedAt, key);
  db.run('UPDATE run_configs SET config = ? WHERE run = ?', JSON.stringify(record.config), key);
  db.run('DELETE FROM config_values WHERE run = ?', key);
  storeConfigValues(db, key, record.config);
  db.run('DELETE FROM verifications WHERE run = ?', key);
}

type RunFields = Pick<RunRecord, 'id' | 'name' | 'status' | 'stopReason' | 'error' | 'experiment' | 'arithmetic' | 'parameters' | 'bestEpoch' | 'trainSeconds'
  | 'weightsSha256' | 'chain' | 'createdAt' | 'startedAt' | 'endedAt' | 'colour'> & { starred: number; note: string | null; config: string };

function readRecord(db: Database, key: number): RunRecord {
  const { starred, note, config, ...row } = db.get<RunFields>(`
    SELECT runs.id, runs.name, status, stop_reason AS stopReason, error, experiments.name AS experiment, arithmetic, parameters, best_epoch AS bestEpoch,
      train_seconds AS trainSeconds, weights_sha256 AS weightsSha256, chain, runs.created_at AS createdAt, started_at AS startedAt, ended_at AS endedAt,
      starred, colour, notes.text AS note, run_configs.config
    FROM runs JOIN experiments ON experiments.key = runs.experiment JOIN run_configs ON run_configs.run = runs.key LEFT JOIN notes ON notes.run = runs.key
    WHERE runs.key = ?`, key)!;
  const fork = db.get<{ parentId: string; parentName: string; epoch: number; changes: string }>(
    'SELECT parent_id AS parentId, parent_name AS parentName, epoch, changes FROM forks WHERE run = ?', key);
  const series = db.all<{ metric: number; name: string }>(`
    SELECT metric, metric_names.name FROM summaries JOIN metric_names ON metric_names.key = summaries.metric WHERE run = ? ORDER BY name`, key);
  return {
    ...row,
    starred: starred === 1, note: note ?? '', config: JSON.parse(config) as RunConfig,
    tags: db.column<string>('SELECT tag FROM tags WHERE run = ? ORDER BY tag', key),
    preparation: readPreparation(db, key),
    events: db.all('SELECT at, kind, message FROM run_events WHERE run = ? ORDER BY key', key),
    epochs: db.all('SELECT epoch, step, recorded_at AS at FROM epochs WHERE run = ? ORDER BY epoch', key),
    metrics: series.map(({ metric, name }) => ({ name, ...readPoints(db, key, metric) })),
    links: db.all<ChainLink>('SELECT epoch, link, weights_sha256 AS weightsSha256 FROM chain_links WHERE run = ? ORDER BY epoch', key),
    fork: fork ? { ...fork, changes: JSON.parse(fork.changes) as ConfigChange[] } : null,
    verification: readVerification(db, key),
    divergence: readDivergence(db, key),
  };
}

function readPoints(db: Database, run: number, metric: number): { epochs: number[]; values: number[] } {
  const rows = db.tuples<[number, PointKind, number | null]>('SELECT epoch, kind, value FROM points WHERE run = ? AND metric = ? ORDER BY epoch', run, metric);
  return { epochs: rows.map(([epoch]) => epoch), values: rows.map(([, kind, value]) => toValue(kind, value)) };
}
