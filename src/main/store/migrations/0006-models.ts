import type { Migration } from './migration.ts';

/**
 * The shelf of models. A version holds copies of all that it needs, so that it outlives its run and its data set:
 * `run_id` and `data_set_id` are no references.
 */
export const models: Migration = {
  version: 6,
  name: 'models',
  sql: /* sql */ `
CREATE TABLE models (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  note TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  trashed_at INTEGER
) STRICT;
CREATE UNIQUE INDEX models_by_name ON models (name COLLATE NOCASE) WHERE trashed_at IS NULL;

CREATE TABLE model_versions (
  key INTEGER PRIMARY KEY,
  model INTEGER NOT NULL REFERENCES models (key) ON DELETE CASCADE,
  version INTEGER NOT NULL,
  promoted_at INTEGER NOT NULL,
  run_id TEXT NOT NULL,
  run_name TEXT NOT NULL,
  run_created_at INTEGER NOT NULL,
  epoch INTEGER NOT NULL,
  data_set_id TEXT NOT NULL,
  data_set_name TEXT NOT NULL,
  data_set_sha256 TEXT NOT NULL,
  arithmetic TEXT NOT NULL,
  config TEXT NOT NULL,    -- JSON
  features TEXT NOT NULL,  -- JSON: how raw columns become inputs
  metrics TEXT NOT NULL,   -- JSON; NaN and the infinities are texts
  facts TEXT NOT NULL,     -- JSON: rows, ranges of the features, some real rows
  weights_sha256 BLOB NOT NULL,
  weights_raw_bytes INTEGER NOT NULL,
  weights_codec TEXT NOT NULL CHECK (weights_codec IN ('raw', 'deflate')),
  weights BLOB NOT NULL,   -- little-endian float32
  UNIQUE (model, version)
) STRICT;

CREATE TABLE model_aliases (
  model INTEGER NOT NULL REFERENCES models (key) ON DELETE CASCADE,
  alias TEXT NOT NULL,
  version INTEGER NOT NULL REFERENCES model_versions (key) ON DELETE CASCADE,
  PRIMARY KEY (model, alias)
) STRICT, WITHOUT ROWID;
CREATE INDEX model_aliases_by_version ON model_aliases (version);

-- Files that a version was written into.
CREATE TABLE model_exports (
  key INTEGER PRIMARY KEY,
  version INTEGER NOT NULL REFERENCES model_versions (key) ON DELETE CASCADE,
  at INTEGER NOT NULL,
  format TEXT NOT NULL,
  file_name TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL
) STRICT;
CREATE INDEX model_exports_by_version ON model_exports (version);
`,
};
