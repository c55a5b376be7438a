import type { Migration } from './migration.ts';

/**
 * Snapshots of small networks, many epochs a row. What older files hold stays as it is: an epoch is in one table or in the
 * other, and a row of `snapshots` goes before a batch that has the same epoch.
 */
export const snapshotBatches: Migration = {
  version: 7,
  name: 'snapshot-batches',
  sql: /* sql */ `
-- Weights of epochs that follow one another, each of the same length: little-endian float32, not compressed.
CREATE TABLE snapshot_batches (
  key INTEGER PRIMARY KEY,
  run INTEGER NOT NULL REFERENCES runs (key) ON DELETE CASCADE,
  first_epoch INTEGER NOT NULL,
  last_epoch INTEGER NOT NULL,
  weights_bytes INTEGER NOT NULL CHECK (weights_bytes > 0), -- of one epoch
  weights BLOB NOT NULL
) STRICT;
-- Sizes are read from here, never from a page of a blob.
CREATE INDEX snapshot_batches_by_epoch ON snapshot_batches (run, first_epoch, last_epoch, weights_bytes);
`,
};
