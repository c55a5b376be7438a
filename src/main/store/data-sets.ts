import { v7 as uuidv7 } from 'uuid';
import type { DataSetDetail, DataSetSummary } from '../../contract/data-sets.ts';
import { AppError } from '../../contract/errors.ts';
import type { ColumnProfile, Task } from '../../data/table.ts';
import type { StoreContext } from './context.ts';
import { readTable, storeTable } from './data-set-columns.ts';
import type { Database } from './database.ts';
import { quoted } from './keys.ts';
import type { DataSets, NewDataSet } from './types.ts';

export function createDataSets({ db, now }: StoreContext): DataSets {
  return {
    create: (input) => {
      // Built-in tables are offered at every start: look before taking the write lock.
      const present = existing(db, input);
      if (present && !(input.builtIn && !present.builtIn)) return detailOf(db, present.key);
      return db.durably(() => detailOf(db, adopt(db, input) ?? revive(db, input) ?? insertDataSet(db, input, now())));
    },

    list: () => db.all<SummaryRow>(`${selectSummary} WHERE trashed_at IS NULL ORDER BY built_in DESC, key`).map(toSummary),

    get: (idOrName) => detailOf(db, dataSetKey(db, idOrName)),

    table: (id) => readTable(db, dataSetKey(db, id)),

    remove: (id) => db.durably(() => {
      const { key, name, builtIn, runs } = toSummary(db.get<SummaryRow>(`${selectSummary} WHERE key = ?`, dataSetKey(db, id))!);
      if (builtIn) throw new AppError('conflict', `The data set ${quoted(name)} is built in and cannot be deleted.`);
      if (runs > 0) throw new AppError('conflict', `The data set ${quoted(name)} is used by ${runs === 1 ? 'one run' : `${runs} runs`}. Delete ${runs === 1 ? 'it' : 'them'} first.`);
      db.run('UPDATE data_sets SET trashed_at = coalesce(trashed_at, ?) WHERE key = ?', now(), key);
    }),
  };
}

interface Present {
  key: number;
  builtIn: boolean;
}

/** The data set of that name, where it has the same content. Throws `conflict` where it has another. */
function existing(db: Database, { name, contentSha256 }: NewDataSet): Present | null {
  const row = db.get<{ key: number; content: string; builtIn: number }>(
    'SELECT key, content_sha256 AS content, built_in AS builtIn FROM data_sets WHERE name = ? AND trashed_at IS NULL', name);
  if (!row) return null;
  if (row.content !== contentSha256)
    throw new AppError('conflict', `There is a data set ${quoted(name)} already, with other content. Choose another name, or delete that one first.`, 'name');
  return { key: row.key, builtIn: row.builtIn === 1 };
}

function adopt(db: Database, input: NewDataSet): number | null {
  const present = existing(db, input);
  if (!present) return null;
  if (input.builtIn) db.run('UPDATE data_sets SET built_in = 1 WHERE key = ?', present.key);
  return present.key;
}

/** Importing again what is in the trash brings it back, so that its runs keep it. */
function revive(db: Database, { name, contentSha256 }: NewDataSet): number | null {
  const row = db.get<{ key: number }>('SELECT key FROM data_sets WHERE name = ? AND content_sha256 = ? AND trashed_at IS NOT NULL', name, contentSha256);
  if (!row) return null;
  db.run('UPDATE data_sets SET trashed_at = NULL WHERE key = ?', row.key);
  return row.key;
}

function insertDataSet(db: Database, input: NewDataSet, at: number): number {
  const key = db.insert(`
    INSERT INTO data_sets (id, name, content_sha256, row_count, column_count, target, task, built_in, source, notes, profile, options, created_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    uuidv7(), input.name, input.contentSha256, input.table.rows, input.table.columns.length, input.target, input.task, input.builtIn ? 1 : 0,
    input.source, JSON.stringify(input.notes), JSON.stringify(input.profile), JSON.stringify(input.options), at);
  storeTable(db, key, input.table);
  return key;
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

function toSummary<Row extends SummaryRow>(row: Row): Omit<Row, 'builtIn'> & { builtIn: boolean } {
  return { ...row, builtIn: row.builtIn === 1 };
}

function detailOf(db: Database, key: number): DataSetDetail {
  const { key: _, ...summary } = toSummary(db.get<SummaryRow>(`${selectSummary} WHERE key = ?`, key)!);
  const { profile, notes } = db.get<{ profile: string; notes: string }>('SELECT profile, notes FROM data_sets WHERE key = ?', key)!;
  return { ...summary, profile: JSON.parse(profile) as ColumnProfile[], notes: JSON.parse(notes) as string[] };
}
