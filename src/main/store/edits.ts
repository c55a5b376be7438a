import { v7 as uuidv7 } from 'uuid';
import { endedStatuses } from '../../contract/runs.ts';
import type { EditEntry, ParsedRunChange, RunChangeKind, RunSelection } from '../../contract/run-edits.ts';
import type { StoreContext } from './context.ts';
import type { Database, SqlValue } from './database.ts';
import { editFields, type Side } from './edit-fields.ts';
import { nextRevision } from './revisions.ts';
import { selectedRuns, type Selected } from './run-selection.ts';
import type { Edits, EditResult, LeftRuns, ReasonToLeave } from './types/edits.ts';

/** How far back undo reaches: entries of the log, and runs in all of them together. The latest entry is always kept. */
const mostEntries = 200;
const mostRuns = 500_000;

export function createEdits(context: StoreContext): Edits {
  const { db } = context;
  return {
    make: (runs, change, label) => db.durably(() => make(context, runs, change, label)),
    undo: () => db.durably(() => step(context, 'before')),
    redo: () => db.durably(() => step(context, 'after')),
    reach: (runs) => {
      const { sql, values } = selectedRuns(context, runs);
      return db.get<{ runs: number }>(`SELECT count(*) AS runs FROM runs WHERE ${sql}`, ...values)!.runs;
    },
    history: (limit) => db.consistently(() => ({
      undo: toEntry(nextEntry(db, 'before')),
      redo: toEntry(nextEntry(db, 'after')),
      entries: db.all<EntryRow>(`SELECT ${entryColumns} FROM edits ORDER BY key DESC LIMIT ?`, limit).map((row) => toEntry(row)),
    })),
  };
}

function make(context: StoreContext, runs: RunSelection, change: ParsedRunChange, label: (runs: number, name: string) => string): EditResult {
  const { db, now } = context;
  const selected = selectedRuns(context, runs);
  const left = leftOf(db, selected, change.kind);
  const made = change.kind === 'move' ? madeExperiment(context, change.experiment) : null;
  const after = afterOf(context, change);
  const { present } = editFields[change.kind];
  const edit = db.insert(`INSERT INTO edits (id, at, kind, label, runs, made) VALUES (?, ?, ?, '', 0, ?)`, uuidv7(), now(), change.kind, made && JSON.stringify(made));
  const changed = db.run(`
    INSERT INTO edit_runs (edit, run, before, after)
    SELECT ?, key, before, after FROM (SELECT runs.key AS key, ${present} AS before, ${after.sql} AS after FROM runs
      WHERE ${selected.sql} AND (${reasonToLeave(change.kind)}) IS NULL)
    WHERE before IS NOT after`, edit, ...after.values, ...selected.values);
  if (changed === 0) {
    db.run('DELETE FROM edits WHERE key = ?', edit);
    if (made) db.run('DELETE FROM experiments WHERE id = ?', made.id);
    return { entry: null, changed, left };
  }
  const { name } = db.get<{ name: string }>('SELECT name FROM runs WHERE key = (SELECT min(run) FROM edit_runs WHERE edit = ?)', edit)!;
  db.run('DELETE FROM edits WHERE undone = 1');
  db.run('UPDATE edits SET label = ?, runs = ? WHERE key = ?', label(changed, name), changed, edit);
  put(db, edit, change.kind, 'after', keysOf(db, 'SELECT run FROM edit_runs WHERE edit = ?', edit));
  forgetOldest(db, edit);
  return { entry: entryOf(db, edit), changed, left };
}

/** What the changed value will be, as an expression on `runs`. */
function afterOf({ db, now }: StoreContext, change: ParsedRunChange): Selected {
  switch (change.kind) {
    case 'rename': return { sql: '?', values: [change.name] };
    case 'star': case 'lock': return { sql: '?', values: [Number(change.on)] };
    case 'colour': return { sql: '?', values: [change.colour] };
    case 'note': return { sql: '?', values: [change.text === '' ? null : change.text] };
    case 'move': return { sql: '?', values: [experimentNamed(db, change.experiment)!] };
    case 'trash': return { sql: 'coalesce(runs.trashed_at, ?)', values: [now()] };
    case 'restore': return { sql: 'NULL', values: [] };
    case 'tag': return {
      sql: `(SELECT json_group_array(tag ORDER BY tag) FROM (
        SELECT tag FROM tags WHERE run = runs.key AND tag NOT IN (SELECT value FROM json_each(?)) UNION SELECT value FROM json_each(?)))`,
      values: [JSON.stringify(change.remove), JSON.stringify(change.add)],
    };
  }
}

/** Walks one entry along the log. Runs that have changed since, or may not be changed now, are left as they are. */
function step(context: StoreContext, side: Side): EditResult {
  const { db } = context;
  const row = nextEntry(db, side);
  if (!row) return { entry: null, changed: 0, left: {} };
  const { key, kind } = row;
  const made = row.made === null ? null : JSON.parse(row.made) as MadeExperiment;
  if (made && side === 'after') bringBack(db, key, made);
  const field = editFields[kind];
  const recorded = side === 'before' ? 'after' : 'before';
  const possible = field.possible?.replaceAll('value', `edit_runs.${side}`) ?? 'true';
  const reason = `CASE WHEN ${field.present} IS NOT edit_runs.${recorded} OR NOT (${possible}) THEN 'changedSince' ELSE (${reasonInStep(kind, side)}) END`;
  const from = 'FROM edit_runs CROSS JOIN runs ON runs.key = edit_runs.run WHERE edit_runs.edit = ?';
  const left = reasons(db, `SELECT runs.name AS name, ${reason} AS reason ${from}`, [key]);
  const present = db.get<{ runs: number }>('SELECT count(*) AS runs FROM edit_runs WHERE edit = ?', key)!.runs;
  if (present < row.runs) left.gone = { runs: row.runs - present, name: '' };
  const keys = keysOf(db, `SELECT runs.key ${from} AND (${reason}) IS NULL`, key);
  put(db, key, kind, side, keys);
  db.run('UPDATE edits SET undone = ? WHERE key = ?', Number(side === 'before'), key);
  if (made && side === 'before')
    db.run('DELETE FROM experiments WHERE id = ? AND NOT EXISTS (SELECT 1 FROM runs WHERE runs.experiment = experiments.key)', made.id);
  return { entry: entryOf(db, key), changed: keys.length, left };
}

function put(db: Database, edit: number, kind: RunChangeKind, side: Side, keys: number[]): void {
  if (keys.length === 0) return;
  const list = JSON.stringify(keys);
  editFields[kind].put(db, edit, side, list);
  db.run('UPDATE runs SET revision = ? WHERE key IN (SELECT value FROM json_each(?))', nextRevision(db), list);
}

const ended = endedStatuses.map((status) => `'${status}'`).join(', ');
const inTrash = `WHEN runs.trashed_at IS NOT NULL THEN 'trashed'`;
const isLocked = `WHEN runs.locked = 1 THEN 'locked'`;
const inTraining = `WHEN runs.status NOT IN (${ended}) THEN 'training'`;

/** Why a run is left as it is by an edit, as an expression on `runs`; NULL where it is not. */
function reasonToLeave(kind: RunChangeKind): string {
  switch (kind) {
    case 'restore': return 'NULL';
    case 'trash': return `CASE WHEN runs.trashed_at IS NOT NULL THEN NULL ${isLocked} ${inTraining} END`;
    case 'lock': return `CASE ${inTrash} END`;
    default: return `CASE ${inTrash} ${isLocked} END`;
  }
}

/** In a step of undo or redo only what would do harm counts: a run that is locked now, or one that trains and would go to the trash. */
function reasonInStep(kind: RunChangeKind, side: Side): string {
  if (kind === 'lock') return 'NULL';
  const toTrash = (kind === 'trash') === (side === 'after') && (kind === 'trash' || kind === 'restore');
  return toTrash ? `CASE ${isLocked} ${inTraining} END` : `CASE ${isLocked} END`;
}

const leftOf = (db: Database, { sql, values }: Selected, kind: RunChangeKind): LeftRuns =>
  reasons(db, `SELECT runs.name AS name, ${reasonToLeave(kind)} AS reason FROM runs WHERE ${sql}`, values);

function reasons(db: Database, query: string, values: SqlValue[]): LeftRuns {
  return Object.fromEntries(
    db.all<{ reason: ReasonToLeave; runs: number; name: string }>(`SELECT reason, count(*) AS runs, min(name) AS name FROM (${query}) WHERE reason IS NOT NULL GROUP BY reason`, ...values)
      .map(({ reason, ...rest }) => [reason, rest]));
}

interface MadeExperiment {
  id: string;
  name: string;
  createdAt: number;
}

/** The experiment that had to be made for a move, so that undoing the move takes it away again. */
function madeExperiment({ db, now }: StoreContext, name: string): MadeExperiment | null {
  if (experimentNamed(db, name) !== null) return null;
  const made = { id: uuidv7(), name, createdAt: now() };
  db.run('INSERT INTO experiments (id, name, created_at) VALUES (?, ?, ?)', made.id, made.name, made.createdAt);
  return made;
}

/** Somebody may have made another one of that name meanwhile: then the runs go there. */
function bringBack(db: Database, edit: number, { id, name, createdAt }: MadeExperiment): void {
  const present = experimentNamed(db, name);
  if (present === id) return;
  if (present === null) db.run('INSERT OR IGNORE INTO experiments (id, name, created_at) VALUES (?, ?, ?)', id, name, createdAt);
  else {
    db.run('UPDATE edit_runs SET after = ? WHERE edit = ?', present, edit);
    db.run('UPDATE edits SET made = NULL WHERE key = ?', edit);
  }
}

const experimentNamed = (db: Database, name: string): string | null =>
  db.get<{ id: string }>('SELECT id FROM experiments WHERE name = ?', name)?.id ?? null;

function forgetOldest(db: Database, newest: number): void {
  db.run('DELETE FROM edits WHERE key <= (SELECT key FROM edits ORDER BY key DESC LIMIT 1 OFFSET ?)', mostEntries);
  db.run(`DELETE FROM edits WHERE key IN (
    SELECT key FROM (SELECT key, sum(runs) OVER (ORDER BY key DESC) AS total FROM edits) WHERE total > ? AND key <> ?)`, mostRuns, newest);
}

type EntryRow = Omit<EditEntry, 'undone'> & { key: number; undone: number; made: string | null };

const entryColumns = 'key, id, at, kind, label, runs, undone, made';

/** Undo takes the latest that stands, redo the earliest that was undone. */
function nextEntry(db: Database, side: Side): EntryRow | undefined {
  return side === 'before'
    ? db.get(`SELECT ${entryColumns} FROM edits WHERE undone = 0 ORDER BY key DESC LIMIT 1`)
    : db.get(`SELECT ${entryColumns} FROM edits WHERE undone = 1 ORDER BY key LIMIT 1`);
}

const entryOf = (db: Database, key: number): EditEntry => toEntry(db.get<EntryRow>(`SELECT ${entryColumns} FROM edits WHERE key = ?`, key)!);

function toEntry(row: EntryRow): EditEntry;
function toEntry(row: EntryRow | undefined): EditEntry | null;
function toEntry(row: EntryRow | undefined): EditEntry | null {
  if (!row) return null;
  const { id, at, kind, label, runs, undone } = row;
  return { id, at, kind, label, runs, undone: undone === 1 };
}

const keysOf = (db: Database, query: string, ...values: SqlValue[]): number[] => db.tuples<[number]>(query, ...values).map(([key]) => key);
