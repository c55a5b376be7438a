import { v7 as uuidv7 } from 'uuid';
import { AppError } from '../../contract/errors.ts';
import type { RunDetail, RunRow, RunStatus } from '../../contract/runs.ts';
import { bestRun } from './best-run.ts';
import { storeConfigValues } from './config-values.ts';
import type { StoreContext } from './context.ts';
import { changesOf, childrenOf } from './forks.ts';
import { readDivergence, storeDivergence } from './divergences.ts';
import { quoted, runKey } from './keys.ts';
import { thisMachine } from './past-costs.ts';
import { reopenRun } from './reopen-run.ts';
import { currentRevision, nextRevision, touchRun } from './revisions.ts';
import { keptColumns, vocabularyOfRuns } from './run-columns.ts';
import { groupsOfRuns } from './run-groups.ts';
import { idsOfRuns, listRuns, pageOfRuns } from './run-list.ts';
import { readPreparation, rowCounts, storePreparation } from './run-preparations.ts';
import { resolveRun } from './run-resolve.ts';
import { readRunFiles } from './run-files.ts';
import { readRunRows } from './run-rows.ts';
import { runsInCommon } from './runs-in-common.ts';
import { storedSizes } from './stored-sizes.ts';
import type { NewRun, RunEnd, Runs } from './types/runs.ts';
import { readVerification, storeVerification } from './verifications.ts';

export function createRuns(context: StoreContext): Runs {
  const { db, now } = context;

  const rowOf = (key: number): RunRow => readRunRows(context, [key])[0]!;

  /** Does something to one run, and marks it as changed. */
  const change = (id: string, work: (key: number) => void): void => db.durably(() => {
    const key = runKey(db, id);
    work(key);
    touchRun(db, key);
  });

  return {
    create: (input) => db.durably(() => rowOf(insertRun(context, input).key)),

    add: (input) => db.durably(() => insertRun(context, input).id),

    row: (id) => rowOf(runKey(db, id)),

    standing: (id) => db.get<ReturnType<Runs['standing']>>('SELECT id, name, status, started_at AS startedAt, (SELECT id FROM data_sets WHERE key = runs.data_set) AS dataSetId FROM runs WHERE key = ?', runKey(db, id))!,

    rows: (ids) => db.consistently(() => readRunRows(context, db.column<number>(
      'SELECT runs.key FROM json_each(?) AS wanted CROSS JOIN runs ON runs.id = wanted.value WHERE runs.trashed_at IS NULL ORDER BY wanted.key', JSON.stringify(ids)))),

    resolve: (idPrefixOrName) => resolveRun(db, idPrefixOrName),

    detail: (id) => db.consistently(() => readDetail(context, runKey(db, id))),

    files: (id) => readRunFiles(db, runKey(db, id)),

    best: (runs, metric) => bestRun(context, runs, metric),
    inCommon: (runs) => db.consistently(() => runsInCommon(context, runs)),

    list: (query) => listRuns(context, query),

    page: (query) => pageOfRuns(context, query),

    ids: (query) => idsOfRuns(context, query),

    groups: (query) => groupsOfRuns(context, query),

    columns: keptColumns(context),

    vocabulary: () => vocabularyOfRuns(context),

    preparation: (id) => readPreparation(db, runKey(db, id)),

    weightsAtDivergence: (id) => readDivergence(db, runKey(db, id)),

    changedSince: (cursor, most = Infinity) => db.consistently(() => {
      const since = Number.isFinite(cursor) ? cursor : Number.MAX_SAFE_INTEGER;
      const atMost = Number.isFinite(most) ? most + 1 : -1;
      const changed = db.all<{ key: number; id: string; trashed: number }>(
        'SELECT key, id, trashed_at IS NOT NULL AS trashed FROM runs WHERE revision > ? ORDER BY revision LIMIT ?', since, atMost);
      const gone = db.all<{ id: string }>('SELECT id FROM removed_runs WHERE revision > ? LIMIT ?', since, atMost);
      if (changed.length + gone.length > most) return { rows: [], removed: [], revision: currentRevision(db), tooMany: true };
      return {
        rows: readRunRows(context, changed.filter(({ trashed }) => !trashed).map(({ key }) => key)),
        removed: [...changed.filter(({ trashed }) => trashed), ...gone].map(({ id }) => id),
        revision: currentRevision(db),
        tooMany: false,
      };
    }),

    start: (id, preparation) => db.durably(() => {
      const key = runKey(db, id);
      expectStatus(context, key, ['queued', 'interrupted', 'stopped', 'running'], 'started');
      const { startedAt } = db.get<{ startedAt: number | null }>('SELECT started_at AS startedAt FROM runs WHERE key = ?', key)!;
      db.run(`UPDATE runs SET status = 'running', stop_reason = NULL, error = NULL, ended_at = NULL,
        started_at = coalesce(started_at, ?), parameters = ?, machine = ?, revision = ? WHERE key = ?`, now(), preparation.parameters, thisMachine(), nextRevision(db), key);
      storePreparation(db, key, preparation);
      return startedAt !== null;
    }),

    setStatus: (id, status) => change(id, (key) => {
      expectStatus(context, key, status === 'queued' ? ['queued', 'running', 'paused', 'interrupted', 'stopped'] : ['queued', 'running', 'paused'], status);
      db.run('UPDATE runs SET status = ?, ended_at = NULL, stop_reason = NULL, error = NULL WHERE key = ?', status, key);
    }),

    reopen: (id, epochs) => change(id, (key) => {
      expectStatus(context, key, ['interrupted', 'stopped', 'failed', 'completed'], 'queued');
      reopenRun(db, key, epochs);
    }),

    setVerification: (id, verification) => change(id, (key) => storeVerification(db, key, verification)),

    end: (id, end) => change(id, (key) => {
      expectStatus(context, key, ['queued', 'running', 'paused', 'interrupted'], end.status);
      endRun(context, key, end);
    }),

    rename: (id, name) => change(id, (key) => { db.run('UPDATE runs SET name = ? WHERE key = ?', name, key); }),

    setTags: (id, tags) => change(id, (key) => {
      db.run('DELETE FROM tags WHERE run = ?', key);
      insertTags(context, key, tags);
    }),

    setNote: (id, note) => change(id, (key) => {
      if (note === '') db.run('DELETE FROM notes WHERE run = ?', key);
      else db.run('INSERT OR REPLACE INTO notes (run, text) VALUES (?, ?)', key, note);
    }),

    addEvent: (id, kind, message) => change(id, (key) => {
      db.run('INSERT INTO run_events (run, at, kind, message) VALUES (?, ?, ?, ?)', key, now(), kind, message);
    }),

    addNote: (id, message) => change(id, (key) => {
      db.run(`INSERT INTO run_events (run, at, kind, message) SELECT ?, ?, 'note', ? WHERE NOT EXISTS (SELECT 1 FROM run_events WHERE run = ? AND kind = 'note' AND message = ?)`, key, now(), message, key, message);
    }),

    remove: (ids) => db.durably(() => {
      for (const id of ids) change(id, (key) => { db.run('UPDATE runs SET trashed_at = coalesce(trashed_at, ?) WHERE key = ?', now(), key); });
    }),

    restore: (ids) => db.durably(() => {
      for (const id of ids) change(id, (key) => { db.run('UPDATE runs SET trashed_at = NULL WHERE key = ?', key); });
    }),
  };
}

function insertRun(context: StoreContext, { name, experimentId, dataSetId, tags, config, arithmetic }: NewRun): { key: number; id: string } {
  const { db, now } = context;
  const experiment = db.get<{ key: number }>('SELECT key FROM experiments WHERE id = ?', experimentId);
  if (!experiment) throw new AppError('notFound', `There is no experiment with the id ${quoted(experimentId)}.`, 'experiment');
  const dataSet = db.get<{ key: number }>('SELECT key FROM data_sets WHERE id = ? AND trashed_at IS NULL', dataSetId);
  if (!dataSet) throw new AppError('notFound', `There is no data set with the id ${quoted(dataSetId)}. Import its table again, or choose another one.`, 'data.set');
  const id = uuidv7();
  const key = db.insert(`
    INSERT INTO runs (id, revision, name, status, experiment, data_set, arithmetic, snapshot_budget, created_at)
    VALUES (?, ?, ?, 'queued', ?, ?, ?, ?, ?)`,
    id, nextRevision(db), name, experiment.key, dataSet.key, arithmetic, config.snapshots.budgetBytes, now());
  db.run('INSERT INTO run_configs (run, config) VALUES (?, ?)', key, JSON.stringify(config));
  storeConfigValues(db, key, config);
  insertTags(context, key, tags);
  return { key, id };
}

function insertTags({ db }: StoreContext, key: number, tags: string[]): void {
  for (const tag of new Set(tags)) db.run('INSERT INTO tags (run, tag) VALUES (?, ?)', key, tag);
}

function endRun({ db, now }: StoreContext, key: number, end: RunEnd): void {
  db.run(`UPDATE runs SET status = ?, stop_reason = ?, error = ?, weights_sha256 = ?, chain = ?, best_epoch = ?, train_seconds = ?, ended_at = ?
    WHERE key = ?`, end.status, end.stopReason, end.error, end.weightsSha256, end.chain, end.bestEpoch, end.trainSeconds, now(), key);
  if (end.weightsAtDivergence) storeDivergence(db, key, end.weightsAtDivergence);
  db.run('DELETE FROM commands WHERE run = ?', key);
}

function expectStatus({ db }: StoreContext, key: number, allowed: RunStatus[], next: string): void {
  const { name, status } = db.get<{ name: string; status: RunStatus }>('SELECT name, status FROM runs WHERE key = ?', key)!;
  if (!allowed.includes(status))
    throw new AppError('conflict', `The run ${quoted(name)} is ${status} and cannot become ${next}. Launch it again as a new run instead.`);
}

function readDetail(context: StoreContext, key: number): RunDetail {
  const { db } = context;
  const extra = db.get<Pick<RunDetail, 'weightsSha256' | 'chain' | 'arithmetic'> & { classes: string | null }>(`
    SELECT weights_sha256 AS weightsSha256, chain, arithmetic, classes
    FROM runs LEFT JOIN run_preparations ON run_preparations.run = runs.key WHERE runs.key = ?`, key)!;
  const row = readRunRows(context, [key])[0]!;
  return {
    ...row,
    ...extra,
    classes: extra.classes === null ? [] : (JSON.parse(extra.classes) as string[]),
    rows: rowCounts(db, key),
    events: db.all('SELECT at, kind, message FROM run_events WHERE run = ? ORDER BY key', key),
    changes: changesOf(db, key),
    children: childrenOf(db, row.id),
    verification: readVerification(db, key),
    snapshotEpochs: storedSizes(db, key).map(({ epoch }) => epoch),
  };
}
