import { replicatesDigest } from '../replicates.ts';
import type { Migration } from './migration.ts';

/** What lists of many runs are ordered and grouped by, and the views of a list that a person keeps. */
export const listsAndViews: Migration = {
  version: 4,
  name: 'lists-and-views',
  functions: { replicates_digest: (config) => replicatesDigest(JSON.parse(config)) },
  sql: /* sql */ `
ALTER TABLE runs ADD COLUMN replicates TEXT; -- the same for runs whose configs differ in name, seeds and fold alone
UPDATE runs SET replicates = (SELECT replicates_digest(config) FROM run_configs WHERE run_configs.run = runs.key);
CREATE INDEX runs_by_replicates ON runs (trashed_at, replicates);
CREATE INDEX runs_by_started_at ON runs (trashed_at, started_at);
CREATE INDEX runs_by_ended_at ON runs (trashed_at, ended_at);
CREATE INDEX runs_by_parameters ON runs (trashed_at, parameters);

CREATE TABLE saved_views (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,    -- the view of the window that it belongs to: runs, compare
  name TEXT NOT NULL,
  content TEXT NOT NULL, -- JSON
  created_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX saved_views_by_name ON saved_views (kind, name COLLATE NOCASE);
`,
};
