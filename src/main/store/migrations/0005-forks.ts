import type { Migration } from './migration.ts';

/** Which run another one was forked from, and what came out when a run was last trained again to be verified. */
export const forks: Migration = {
  version: 5,
  name: 'forks',
  sql: /* sql */ `
-- parent_id is no reference: a fork stands on its own, and still says where it came from when its parent is gone.
CREATE TABLE forks (
  run INTEGER PRIMARY KEY REFERENCES runs (key) ON DELETE CASCADE,
  parent_id TEXT NOT NULL,
  parent_name TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  changes TEXT NOT NULL -- JSON: [{ "path", "before", "after" }]
) STRICT;
CREATE INDEX forks_by_parent ON forks (parent_id);

-- The last verification of a run; it goes when the run goes on.
CREATE TABLE verifications (
  run INTEGER PRIMARY KEY REFERENCES runs (key) ON DELETE CASCADE,
  at INTEGER NOT NULL,
  arithmetic TEXT NOT NULL,
  identical_through INTEGER, -- NULL where the starting weights differed already
  differs_at INTEGER,        -- NULL where every epoch came out the same
  reason TEXT
) STRICT;
`,
};
