import type { Migration } from './migration.ts';

/**
 * The first format. Conventions:
 * - `key` is a small number for joins inside the file, `id` the UUIDv7 that the rest of the world knows.
 * - Times are milliseconds since 1970. Hashes of runs are hex text, hashes of blobs are 32 bytes.
 * - What lists show is in narrow tables; long texts, documents and blobs are in tables of their own, so that
 *   sorting and filtering many runs reads few pages.
 * - Every change of a run takes the next number of `store_state.revision`, by which other processes find it.
 */
export const first: Migration = {
  version: 1,
  name: 'first',
  sql: /* sql */ `
CREATE TABLE store_state (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  revision INTEGER NOT NULL
) STRICT;
INSERT INTO store_state (id, revision) VALUES (1, 0);

CREATE TABLE settings (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL -- JSON
) STRICT, WITHOUT ROWID;

CREATE TABLE experiments (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL UNIQUE,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE data_sets (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  note TEXT NOT NULL DEFAULT '',
  content_sha256 TEXT NOT NULL,
  row_count INTEGER NOT NULL,
  column_count INTEGER NOT NULL,
  target TEXT,
  task TEXT CHECK (task IN ('classification', 'regression')),
  built_in INTEGER NOT NULL CHECK (built_in IN (0, 1)),
  source TEXT NOT NULL,
  notes TEXT NOT NULL,   -- JSON: what the import noticed
  profile TEXT NOT NULL, -- JSON: one entry a column
  options TEXT NOT NULL, -- JSON: how the file was read
  created_at INTEGER NOT NULL,
  trashed_at INTEGER
) STRICT;
CREATE UNIQUE INDEX data_sets_by_name ON data_sets (name) WHERE trashed_at IS NULL;
CREATE INDEX data_sets_by_label ON data_sets (name COLLATE NOCASE);
CREATE INDEX data_sets_by_content ON data_sets (content_sha256);

CREATE TABLE data_set_columns (
  data_set INTEGER NOT NULL REFERENCES data_sets (key) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  header TEXT NOT NULL,    -- JSON: name, type, and what the bytes need to be read
  sha256 BLOB NOT NULL,    -- of the bytes before they were packed
  raw_bytes INTEGER NOT NULL,
  codec TEXT NOT NULL CHECK (codec IN ('raw', 'deflate')),
  content BLOB NOT NULL,
  PRIMARY KEY (data_set, position)
) STRICT;

CREATE TABLE runs (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  revision INTEGER NOT NULL,
  name TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN
    ('queued', 'running', 'paused', 'completed', 'stopped', 'diverged', 'failed', 'interrupted', 'imported')),
  stop_reason TEXT,
  error TEXT,
  experiment INTEGER NOT NULL REFERENCES experiments (key),
  data_set INTEGER NOT NULL REFERENCES data_sets (key),
  arithmetic TEXT NOT NULL,
  parameters INTEGER,
  epochs INTEGER NOT NULL DEFAULT 0,
  best_epoch INTEGER,
  train_seconds REAL NOT NULL DEFAULT 0,
  weights_sha256 TEXT,
  chain TEXT,
  snapshot_budget INTEGER NOT NULL,
  snapshot_bytes INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  started_at INTEGER,
  ended_at INTEGER,
  trashed_at INTEGER
) STRICT;
CREATE INDEX runs_by_revision ON runs (revision);
CREATE INDEX runs_by_experiment ON runs (experiment, trashed_at);
CREATE INDEX runs_by_data_set ON runs (data_set, trashed_at);
CREATE INDEX runs_in_training ON runs (status) WHERE status IN ('running', 'paused');
CREATE INDEX runs_by_created_at ON runs (trashed_at, created_at);
CREATE INDEX runs_by_name ON runs (trashed_at, name COLLATE NOCASE);
CREATE INDEX runs_by_status ON runs (trashed_at, status, created_at);
CREATE INDEX runs_by_epochs ON runs (trashed_at, epochs);
CREATE INDEX runs_by_train_seconds ON runs (trashed_at, train_seconds);

-- Runs that were removed for good, so that a process that was asleep meanwhile learns of it.
CREATE TABLE removed_runs (
  id TEXT PRIMARY KEY,
  revision INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX removed_runs_by_revision ON removed_runs (revision);

CREATE TABLE run_configs (
  run INTEGER PRIMARY KEY REFERENCES runs (key) ON DELETE CASCADE,
  config TEXT NOT NULL -- JSON, with every default filled in
) STRICT;

CREATE TABLE config_paths (
  key INTEGER PRIMARY KEY,
  path TEXT NOT NULL UNIQUE -- for example optimizer.learningRate or network.0.units
) STRICT;

-- The config once more, value by value, for sorting and filtering. A null config value has neither; true is 1.
CREATE TABLE config_values (
  run INTEGER NOT NULL REFERENCES runs (key) ON DELETE CASCADE,
  path INTEGER NOT NULL REFERENCES config_paths (key),
  number REAL,
  text TEXT,
  PRIMARY KEY (run, path)
) STRICT, WITHOUT ROWID;
CREATE INDEX config_values_by_number ON config_values (path, number) WHERE number IS NOT NULL;
CREATE INDEX config_values_by_text ON config_values (path, text) WHERE text IS NOT NULL;

-- What was found out before the first step: the rows of the split as little-endian uint32.
CREATE TABLE run_preparations (
  run INTEGER PRIMARY KEY REFERENCES runs (key) ON DELETE CASCADE,
  classes TEXT NOT NULL,  -- JSON
  features TEXT NOT NULL, -- JSON: how raw columns become inputs
  train_rows BLOB NOT NULL,
  validation_rows BLOB NOT NULL,
  test_rows BLOB NOT NULL,
  rows_sha256 BLOB NOT NULL -- of the three lists, each preceded by its length as uint32
) STRICT;

CREATE TABLE tags (
  run INTEGER NOT NULL REFERENCES runs (key) ON DELETE CASCADE,
  tag TEXT NOT NULL,
  PRIMARY KEY (run, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX tags_by_tag ON tags (tag);

CREATE TABLE notes (
  run INTEGER PRIMARY KEY REFERENCES runs (key) ON DELETE CASCADE,
  text TEXT NOT NULL
) STRICT;

CREATE TABLE run_events (
  key INTEGER PRIMARY KEY,
  run INTEGER NOT NULL REFERENCES runs (key) ON DELETE CASCADE,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  message TEXT NOT NULL
) STRICT;
CREATE INDEX run_events_by_run ON run_events (run);

CREATE TABLE metric_names (
  key INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE epochs (
  run INTEGER NOT NULL REFERENCES runs (key) ON DELETE CASCADE,
  epoch INTEGER NOT NULL,
  step INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (run, epoch)
) STRICT, WITHOUT ROWID;

-- kind: 0 a finite number, 1 NaN, 2 +infinity, 3 -infinity (then value is NULL).
-- metric is metric_names.key; it is not checked row by row, because this is the table that must take many rows.
CREATE TABLE points (
  run INTEGER NOT NULL REFERENCES runs (key) ON DELETE CASCADE,
  metric INTEGER NOT NULL,
  epoch INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  value REAL,
  PRIMARY KEY (run, metric, epoch)
) STRICT, WITHOUT ROWID;

-- One row a run and metric, so that no list reads points. NULL is NaN here; infinities are SQLite's own.
-- min and max leave NaN out. Where best_epoch is NULL there is no value at a best epoch.
CREATE TABLE summaries (
  run INTEGER NOT NULL REFERENCES runs (key) ON DELETE CASCADE,
  metric INTEGER NOT NULL REFERENCES metric_names (key),
  last REAL,
  last_epoch INTEGER NOT NULL,
  min REAL,
  min_epoch INTEGER NOT NULL,
  max REAL,
  max_epoch INTEGER NOT NULL,
  best REAL,
  best_epoch INTEGER,
  PRIMARY KEY (run, metric)
) STRICT, WITHOUT ROWID;
CREATE INDEX summaries_by_last ON summaries (metric, last);
CREATE INDEX summaries_by_min ON summaries (metric, min);
CREATE INDEX summaries_by_max ON summaries (metric, max);
CREATE INDEX summaries_by_best ON summaries (metric, best);

-- The hash chain, for every epoch, whether or not its weights are still stored.
CREATE TABLE chain_links (
  run INTEGER NOT NULL REFERENCES runs (key) ON DELETE CASCADE,
  epoch INTEGER NOT NULL,
  weights_sha256 BLOB NOT NULL,
  link BLOB NOT NULL,
  PRIMARY KEY (run, epoch)
) STRICT, WITHOUT ROWID;

-- Weights at the end of an epoch, little-endian float32. A keyframe has a training state as well.
CREATE TABLE snapshots (
  key INTEGER PRIMARY KEY,
  run INTEGER NOT NULL REFERENCES runs (key) ON DELETE CASCADE,
  epoch INTEGER NOT NULL,
  keyframe INTEGER NOT NULL CHECK (keyframe IN (0, 1)),
  stored_bytes INTEGER NOT NULL,
  weights_raw_bytes INTEGER NOT NULL,
  weights_codec TEXT NOT NULL CHECK (weights_codec IN ('raw', 'deflate')),
  state_sha256 BLOB,
  state_raw_bytes INTEGER,
  state_codec TEXT CHECK (state_codec IN ('raw', 'deflate')),
  weights BLOB NOT NULL,
  state BLOB,
  UNIQUE (run, epoch)
) STRICT;
-- Thinning reads sizes alone, never a page of a blob.
CREATE INDEX snapshots_by_size ON snapshots (run, epoch, keyframe, stored_bytes);

-- What the weights of a diverged run had become, kept aside for diagnosis.
CREATE TABLE divergences (
  run INTEGER PRIMARY KEY REFERENCES runs (key) ON DELETE CASCADE,
  sha256 BLOB NOT NULL,
  raw_bytes INTEGER NOT NULL,
  codec TEXT NOT NULL CHECK (codec IN ('raw', 'deflate')),
  weights BLOB NOT NULL
) STRICT;

-- A process that has this file open, and the runs that are its own.
CREATE TABLE owners (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  machine TEXT NOT NULL,
  pid INTEGER NOT NULL,
  process_started TEXT, -- as the operating system counts; NULL where it does not tell
  renewed_at INTEGER NOT NULL
) STRICT;

CREATE TABLE leases (
  run INTEGER PRIMARY KEY REFERENCES runs (key) ON DELETE CASCADE,
  owner INTEGER NOT NULL REFERENCES owners (key) ON DELETE CASCADE
) STRICT;
CREATE INDEX leases_by_owner ON leases (owner);

CREATE TABLE commands (
  key INTEGER PRIMARY KEY,
  run INTEGER NOT NULL REFERENCES runs (key) ON DELETE CASCADE,
  command TEXT NOT NULL CHECK (command IN ('pause', 'resume', 'stop')),
  sent_at INTEGER NOT NULL
) STRICT;
CREATE INDEX commands_by_run ON commands (run);
`,
};
