import { v7 as uuidv7 } from 'uuid';
import type { DataSetDetail, DataSetSummary } from '../../contract/data-sets.ts';
import { AppError } from '../../contract/errors.ts';
import type { ColumnProfile, Task } from '../../data/table.ts';
import type { StoreContext } from './context.ts';
import { readPackedColumn, readTable, storeColumn, storeTable } from './data-set-columns.ts';
import type { Database } from './database.ts';
import { quoted } from './keys.ts';
import type { DataSets, DataSetStaging, NewDataSet, StagedDataSet } from './types/data-sets.ts';

export function createDataSets({ db, now }: StoreContext): DataSets {
  return {
    create: (input) => {
      // Built-in tables are offered at every start: look before taking the write lock.
      const present = existing(db, input);
      if (present && !(input.builtIn && !present.builtIn)) return detailOf(db, present.key);
      return db.durably(() => detailOf(db, adopt(db, input) ?? revive(db, input) ?? insertDataSet(db, input, now())));
    },

    stage: (input) => stageDataSet(db, input, now),

    list: () => db.all<SummaryRow>(`${selectSummary} WHERE trashed_at IS NULL ORDER BY built_in DESC, key`).map(withoutKey),

    trashed: () => db.all<SummaryRow>(`${selectSummary} WHERE trashed_at IS NOT NULL AND content_sha256 <> ? ORDER BY trashed_at DESC, key DESC`, stagedContent).map(withoutKey),

    get: (idOrName) => detailOf(db, dataSetKey(db, idOrName)),

    summary: (id) => summaryOf(db, dataSetKey(db, id)),

    table: (id) => readTable(db, dataSetKey(db, id)),

    packedColumn(id, which) {
      const packed = readPackedColumn(db, dataSetKey(db, id), which);
      if (!packed) throw new AppError('notFound', `The data set has no column ${typeof which === 'number' ? which + 1 : quoted(which)}.`, 'column');
      return packed;
    },

    rename: (id, name) => db.durably(() => {
      const key = dataSetKey(db, id);
      const taken = db.get<{ key: number }>('SELECT key FROM data_sets WHERE name = ? AND trashed_at IS NULL AND key <> ?', name, key);
      if (taken) throw new AppError('conflict', `There is a data set ${quoted(name)} already. Choose another name.`, 'name');
      if (summaryOf(db, key).builtIn) throw new AppError('conflict', `The data set ${quoted(summaryOf(db, key).name)} is built in and keeps its name.`, 'name');
      db.run('UPDATE data_sets SET name = ? WHERE key = ?', name, key);
      return summaryOf(db, key);
    }),

    setNote: (id, note) => db.durably(() => {
      const key = dataSetKey(db, id);
      db.run('UPDATE data_sets SET note = ? WHERE key = ?', note, key);
      return summaryOf(db, key);
    }),

    restore: (id) => db.durably(() => {
      const key = dataSetKey(db, id);
      const { name } = summaryOf(db, key);
      const taken = db.get<{ key: number }>('SELECT key FROM data_sets WHERE name = ? AND trashed_at IS NULL AND key <> ?', name, key);
      if (taken) throw new AppError('conflict', `Another data set is called ${quoted(name)} by now. Rename that one first.`, 'name');
      db.run('UPDATE data_sets SET trashed_at = NULL WHERE key = ?', key);
      return summaryOf(db, key);
    }),

    traces: () => new Map(db.tuples<[string, string, string]>('SELECT id, name, note FROM data_sets WHERE trashed_at IS NULL')
      .map(([id, ...described]) => [id, JSON.stringify(described)])),

    remove: (id) => db.durably(() => {
      const key = dataSetKey(db, id);
      const { name, builtIn, runs } = summaryOf(db, key);
      if (builtIn) throw new AppError('conflict', `The data set ${quoted(name)} is built in and cannot be deleted.`);
      if (runs > 0) throw new AppError('conflict', `The data set ${quoted(name)} is used by ${users(db, key, runs)}. Delete ${runs === 1 ? 'it' : 'them'} first.`);
      db.run('UPDATE data_sets SET trashed_at = coalesce(trashed_at, ?) WHERE key = ?', now(), key);
    }),
  };
}

const shownUsers = 5;

/** `one run, "a"`; `7 runs, among them "a", "b" …` */
function users(db: Database, key: number, count: number): string {
  const names = db.all<{ name: string }>('SELECT name FROM runs WHERE data_set = ? AND trashed_at IS NULL ORDER BY key DESC LIMIT ?', key, shownUsers)
    .map(({ name }) => quoted(name)).join(', ');
  if (count === 1) return `one run, ${names}`;
  return `${count} runs, ${count > shownUsers ? `among them ${names}` : names}`;
}

interface Present {
  key: number;
  builtIn: boolean;
}

/** What makes a data set another one although its table is the same. */
type Identity = Pick<NewDataSet, 'name' | 'contentSha256' | 'target' | 'task' | 'builtIn'> & { profile: Pick<ColumnProfile, 'name' | 'role'>[] };

/** The data set of that name, where it is the same one. Throws `conflict` where it has other content, or was imported for something else. */
function existing(db: Database, input: Identity): Present | null {
  const row = db.get<PresentRow>(`${selectPresent} WHERE name = ? AND trashed_at IS NULL`, input.name);
  if (!row) return null;
  const difference = row.content !== input.contentSha256 ? 'with other content' : input.builtIn || sameUse(row, input) ? null : 'with the same content, but another target or other columns set aside';
  if (difference !== null)
    throw new AppError('conflict', `There is a data set ${quoted(input.name)} already, ${difference}. Choose another name, or delete that one first.`, 'name');
  return { key: row.key, builtIn: row.builtIn === 1 };
}

interface PresentRow {
  key: number;
  content: string;
  builtIn: number;
  target: string | null;
  task: Task | null;
  profile: string;
}

const selectPresent = 'SELECT key, content_sha256 AS content, built_in AS builtIn, target, task, profile FROM data_sets';

function sameUse(row: PresentRow, { target, task, profile }: Identity): boolean {
  const roles = (columns: Identity['profile']) => JSON.stringify(columns.map(({ name, role }) => [name, role]));
  return row.target === target && row.task === task && roles(JSON.parse(row.profile) as ColumnProfile[]) === roles(profile);
}

function adopt(db: Database, input: Identity): number | null {
  const present = existing(db, input);
  if (!present) return null;
  if (input.builtIn) db.run('UPDATE data_sets SET built_in = 1 WHERE key = ?', present.key);
  return present.key;
}

/** Importing again what is in the trash brings it back, so that its runs keep it. */
function revive(db: Database, input: Identity): number | null {
  const row = db.all<PresentRow>(`${selectPresent} WHERE name = ? AND content_sha256 = ? AND trashed_at IS NOT NULL`, input.name, input.contentSha256)
    .find((one) => sameUse(one, input));
  if (!row) return null;
  db.run('UPDATE data_sets SET trashed_at = NULL WHERE key = ?', row.key);
  return row.key;
}

function insertDataSet(db: Database, input: NewDataSet, at: number): number {
  const columns = input.table.columns.length;
  const key = insertRow(db, { ...input, rows: input.table.rows, columns, profile: JSON.stringify(input.profile) }, { createdAt: at, trashedAt: null });
  storeTable(db, key, input.table);
  return key;
}

function insertRow(db: Database, input: StagedDataSet, at: { createdAt: number; trashedAt: number | null }): number {
  return db.insert(`
    INSERT INTO data_sets (id, name, content_sha256, row_count, column_count, target, task, built_in, source, notes, profile, options, created_at, trashed_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  uuidv7(), input.name, input.contentSha256, input.rows, input.columns, input.target, input.task, input.builtIn ? 1 : 0,
  input.source, JSON.stringify(input.notes), input.profile, JSON.stringify(input.options), at.createdAt, at.trashedAt);
}

/** A data set that is being written lies in the trash under this hash, which no content has. */
export const stagedContent = '';
/** What is older than this was left by a process that died. */
const stagedForMs = 60 * 60 * 1000;

function stageDataSet(db: Database, input: StagedDataSet, now: () => number): DataSetStaging {
  const identity: Identity = { ...input, profile: JSON.parse(input.profile) as ColumnProfile[] };
  const found = existing(db, identity);
  if (found) return { add: () => {}, commit: () => detailOf(db, found.key), discard: () => {} };
  const key = db.lazily(() => {
    db.run('DELETE FROM data_sets WHERE content_sha256 = ? AND trashed_at < ?', stagedContent, now() - stagedForMs);
    return insertRow(db, { ...input, contentSha256: stagedContent }, { createdAt: now(), trashedAt: now() });
  });
  let position = 0;
  const discard = () => void db.run('DELETE FROM data_sets WHERE key = ? AND content_sha256 = ?', key, stagedContent);
  return {
    add: (column) => db.lazily(() => storeColumn(db, key, position++, column)),
    commit: () => db.durably(() => {
      // Meanwhile another process may have stored the same table.
      const present = adopt(db, identity) ?? revive(db, identity);
      if (present !== null) discard();
      else if (db.run('UPDATE data_sets SET content_sha256 = ?, trashed_at = NULL WHERE key = ? AND content_sha256 = ?', input.contentSha256, key, stagedContent) === 0)
        throw new AppError('conflict', `The data set ${quoted(input.name)} was deleted while it was being stored. Import it again.`);
      return detailOf(db, present ?? key);
    }),
    discard,
  };
}

/** By id, in the trash as well, or by the name of one that is not there. */
function dataSetKey(db: Database, idOrName: string): number {
  const row = db.get<{ key: number }>('SELECT key FROM data_sets WHERE id = ?', idOrName)
    ?? db.get<{ key: number }>('SELECT key FROM data_sets WHERE name = ? AND trashed_at IS NULL', idOrName);
  if (!row) throw new AppError('notFound', `There is no data set ${quoted(idOrName)}. The list of data sets shows those there are.`, 'data.set');
  return row.key;
}

type SummaryRow = Omit<DataSetSummary, 'builtIn' | 'task'> & { key: number; task: Task | null; builtIn: number };

const selectSummary = `
  SELECT key, id, name, note, content_sha256 AS contentSha256, row_count AS rows, column_count AS columns, target, task,
    built_in AS builtIn, source, created_at AS createdAt,
    (SELECT count(*) FROM runs WHERE runs.data_set = data_sets.key AND runs.trashed_at IS NULL) AS runs
  FROM data_sets`;

function withoutKey({ key: _, builtIn, ...row }: SummaryRow): DataSetSummary {
  return { ...row, builtIn: builtIn === 1 };
}

function summaryOf(db: Database, key: number): DataSetSummary {
  return withoutKey(db.get<SummaryRow>(`${selectSummary} WHERE key = ?`, key)!);
}

function detailOf(db: Database, key: number): DataSetDetail {
  const summary = summaryOf(db, key);
  const { profile, notes } = db.get<{ profile: string; notes: string }>('SELECT profile, notes FROM data_sets WHERE key = ?', key)!;
  return { ...summary, profile: JSON.parse(profile) as ColumnProfile[], notes: JSON.parse(notes) as string[] };
}
