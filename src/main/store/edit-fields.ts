import type { RunChangeKind } from '../../contract/run-edits.ts';
import type { Database } from './database.ts';

/** What one kind of edit changes of a run, as one value: how it is read, and how the values of an edit are put back. */
export interface EditField {
  /** an expression on `runs`; NULL is a value like any other */
  present: string;
  /** what must hold for a value to be put, as a condition on `value`; always where it is left out */
  possible?: string;
  /** Gives the runs of `keys`, a JSON list, what the edit recorded on one side. */
  put(db: Database, edit: number, side: Side, keys: string): void;
}

export type Side = 'before' | 'after';

const wanted = (side: Side) => `(SELECT run, ${side} AS value FROM edit_runs WHERE edit = ? AND run IN (SELECT value FROM json_each(?)))`;

function column(name: string, value = 'wanted.value'): EditField['put'] {
  return (db, edit, side, keys) => {
    db.run(`UPDATE runs SET ${name} = ${value} FROM ${wanted(side)} AS wanted WHERE runs.key = wanted.run`, edit, keys);
  };
}

const trashed: EditField = { present: 'runs.trashed_at', put: column('trashed_at') };

export const editFields: Record<RunChangeKind, EditField> = {
  rename: { present: 'runs.name', put: column('name') },
  star: { present: 'runs.starred', put: column('starred') },
  lock: { present: 'runs.locked', put: column('locked') },
  colour: { present: 'runs.colour', put: column('colour') },
  move: {
    present: '(SELECT id FROM experiments WHERE key = runs.experiment)',
    possible: 'EXISTS (SELECT 1 FROM experiments WHERE id = value)',
    put: column('experiment', '(SELECT key FROM experiments WHERE id = wanted.value)'),
  },
  note: {
    present: '(SELECT text FROM notes WHERE run = runs.key)',
    put(db, edit, side, keys) {
      db.run(`DELETE FROM notes WHERE run IN (SELECT run FROM ${wanted(side)} WHERE value IS NULL)`, edit, keys);
      db.run(`INSERT INTO notes (run, text) SELECT run, value FROM ${wanted(side)} WHERE value IS NOT NULL
        ON CONFLICT (run) DO UPDATE SET text = excluded.text`, edit, keys);
    },
  },
  tag: {
    present: `(SELECT json_group_array(tag ORDER BY tag) FROM tags WHERE run = runs.key)`,
    put(db, edit, side, keys) {
      db.run('DELETE FROM tags WHERE run IN (SELECT value FROM json_each(?))', keys);
      db.run(`INSERT INTO tags (run, tag) SELECT wanted.run, tag.value FROM ${wanted(side)} AS wanted, json_each(wanted.value) AS tag`, edit, keys);
    },
  },
  trash: trashed,
  restore: trashed,
};
