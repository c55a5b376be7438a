import type { Migration } from './migration.ts';

/** Marks that people give runs, and the log of edits that undo and redo walk along. */
export const marksAndEdits: Migration = {
  version: 3,
  name: 'marks-and-edits',
  sql: /* sql */ `
ALTER TABLE runs ADD COLUMN starred INTEGER NOT NULL DEFAULT 0 CHECK (starred IN (0, 1));
ALTER TABLE runs ADD COLUMN locked INTEGER NOT NULL DEFAULT 0 CHECK (locked IN (0, 1));
ALTER TABLE runs ADD COLUMN colour TEXT; -- one that a person chose; NULL takes the palette's by key
CREATE INDEX runs_starred ON runs (trashed_at, created_at) WHERE starred = 1;
CREATE INDEX runs_locked ON runs (trashed_at, created_at) WHERE locked = 1;

-- One row an edit, however many runs it was made on. Those with undone = 1 can be redone, the oldest first.
CREATE TABLE edits (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  label TEXT NOT NULL,   -- what was done, as a person says it
  runs INTEGER NOT NULL, -- how many were changed
  undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1)),
  made TEXT              -- JSON: an experiment that came into being by this edit
) STRICT;

-- What an edit changed: one value a run, in the form that its kind has.
CREATE TABLE edit_runs (
  edit INTEGER NOT NULL REFERENCES edits (key) ON DELETE CASCADE,
  run INTEGER NOT NULL REFERENCES runs (key) ON DELETE CASCADE,
  before ANY,
  after ANY,
  PRIMARY KEY (edit, run)
) STRICT, WITHOUT ROWID;
CREATE INDEX edit_runs_by_run ON edit_runs (run);
`,
};
