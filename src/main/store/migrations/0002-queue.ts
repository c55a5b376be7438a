import type { Migration } from './migration.ts';

/**
 * Where a run stands in the queue, and which machine trained it.
 * - `queue_position` is a number between those of its neighbours; NULL stands for the key, the order of launching.
 * - `machine` names the computer by its host name and processor; NULL in files that are older than the column.
 */
export const queue: Migration = {
  version: 2,
  name: 'queue',
  sql: /* sql */ `
ALTER TABLE runs ADD COLUMN queue_position REAL;
ALTER TABLE runs ADD COLUMN machine TEXT;
CREATE INDEX runs_in_queue ON runs (queue_position) WHERE status = 'queued' AND queue_position IS NOT NULL;
`,
};
