/**
 * For people: the answers to what a question in the sqlite3 shell is most often about. The application reads none of them.
 * They are made anew after every migration, which so may rebuild the tables below; a change here needs a migration too,
 * if only an empty one, to reach files that exist.
 */
export const views = /* sql */ `
CREATE VIEW run_overview AS
SELECT runs.id, runs.name, runs.status, runs.stop_reason, runs.error,
  experiments.name AS experiment, data_sets.name AS data_set,
  (SELECT group_concat(tag, ', ') FROM tags WHERE tags.run = runs.key) AS tags,
  runs.epochs, runs.best_epoch, runs.parameters, round(runs.train_seconds, 3) AS train_seconds,
  datetime(runs.created_at / 1000, 'unixepoch') AS created_utc,
  datetime(runs.started_at / 1000, 'unixepoch') AS started_utc,
  datetime(runs.ended_at / 1000, 'unixepoch') AS ended_utc,
  runs.weights_sha256
FROM runs
JOIN experiments ON experiments.key = runs.experiment
JOIN data_sets ON data_sets.key = runs.data_set
WHERE runs.trashed_at IS NULL;

CREATE VIEW run_trash AS
SELECT id, name, status, datetime(trashed_at / 1000, 'unixepoch') AS trashed_utc
FROM runs WHERE trashed_at IS NOT NULL;

CREATE VIEW run_config AS
SELECT runs.id AS run, runs.name, config_paths.path, coalesce(config_values.number, config_values.text) AS value
FROM config_values
JOIN runs ON runs.key = config_values.run
JOIN config_paths ON config_paths.key = config_values.path;

CREATE VIEW metric_history AS
SELECT runs.id AS run, runs.name, metric_names.name AS metric, points.epoch, epochs.step,
  CASE points.kind WHEN 0 THEN points.value WHEN 1 THEN 'NaN' WHEN 2 THEN 'Infinity' ELSE '-Infinity' END AS value
FROM points
JOIN runs ON runs.key = points.run
JOIN metric_names ON metric_names.key = points.metric
LEFT JOIN epochs ON epochs.run = points.run AND epochs.epoch = points.epoch;

CREATE VIEW metric_overview AS
SELECT runs.id AS run, runs.name, metric_names.name AS metric,
  summaries.last, summaries.last_epoch, summaries.min, summaries.min_epoch, summaries.max, summaries.max_epoch,
  summaries.best AS at_best_epoch
FROM summaries
JOIN runs ON runs.key = summaries.run
JOIN metric_names ON metric_names.key = summaries.metric
WHERE runs.trashed_at IS NULL;

CREATE VIEW snapshot_overview AS
SELECT runs.id AS run, runs.name, chain_links.epoch, lower(hex(chain_links.weights_sha256)) AS weights_sha256,
  lower(hex(chain_links.link)) AS link, snapshots.key IS NOT NULL OR snapshot_batches.key IS NOT NULL AS stored,
  coalesce(snapshots.keyframe, 0) AS keyframe, coalesce(snapshots.stored_bytes, snapshot_batches.weights_bytes) AS stored_bytes
FROM chain_links
JOIN runs ON runs.key = chain_links.run
LEFT JOIN snapshots ON snapshots.run = chain_links.run AND snapshots.epoch = chain_links.epoch
LEFT JOIN snapshot_batches ON snapshot_batches.run = chain_links.run AND chain_links.epoch BETWEEN snapshot_batches.first_epoch AND snapshot_batches.last_epoch;

-- Those that are not compressed: little-endian float32.
CREATE VIEW snapshot_weights AS
SELECT runs.id AS run, runs.name, chain_links.epoch,
  CASE WHEN snapshots.key IS NOT NULL THEN snapshots.weights
    ELSE substr(snapshot_batches.weights, 1 + (chain_links.epoch - snapshot_batches.first_epoch) * snapshot_batches.weights_bytes, snapshot_batches.weights_bytes)
  END AS weights
FROM chain_links
JOIN runs ON runs.key = chain_links.run
LEFT JOIN snapshots ON snapshots.run = chain_links.run AND snapshots.epoch = chain_links.epoch
LEFT JOIN snapshot_batches ON snapshot_batches.run = chain_links.run AND chain_links.epoch BETWEEN snapshot_batches.first_epoch AND snapshot_batches.last_epoch
WHERE snapshots.weights_codec = 'raw' OR (snapshots.key IS NULL AND snapshot_batches.key IS NOT NULL);

CREATE VIEW data_set_overview AS
SELECT id, name, row_count AS rows, column_count AS columns, target, task, built_in, source, content_sha256,
  (SELECT count(*) FROM runs WHERE runs.data_set = data_sets.key AND runs.trashed_at IS NULL) AS runs,
  datetime(created_at / 1000, 'unixepoch') AS created_utc
FROM data_sets WHERE trashed_at IS NULL;
`;
