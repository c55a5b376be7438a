import { first } from './0001-first.ts';
import { queue } from './0002-queue.ts';
import { marksAndEdits } from './0003-marks-and-edits.ts';
import { listsAndViews } from './0004-lists-and-views.ts';
import { forks } from './0005-forks.ts';
import { models } from './0006-models.ts';
import { snapshotBatches } from './0007-snapshot-batches.ts';
import type { Migration } from './migration.ts';

/** Every step there is, in order, numbered from 1 without a gap. */
export const migrations: readonly Migration[] = [first, queue, marksAndEdits, listsAndViews, forks, models, snapshotBatches];
