import type { EmptiedTrash, TrashSize } from '../../../contract/trash.ts';
import type { RunRecords } from '../run-records.ts';
import type { TrashProgress } from '../trash.ts';
import type { Commands } from './commands.ts';
import type { DataSets } from './data-sets.ts';
import type { Edits } from './edits.ts';
import type { Experiments } from './experiments.ts';
import type { Forks } from './forks.ts';
import type { Leases } from './leases.ts';
import type { Models } from './models.ts';
import type { PastCost } from './past-costs.ts';
import type { Points } from './points.ts';
import type { QueueOrder } from './queue-order.ts';
import type { Runs } from './runs.ts';
import type { SavedViews } from './saved-views.ts';
import type { SettingsTable } from './settings.ts';
import type { Snapshots } from './snapshots.ts';

/**
 * The store: one SQLite file, one repository an aggregate. Calls are synchronous; each that writes is one
 * immediate transaction of its own, or part of the one that `transaction` has open.
 * Errors are `AppError`s (`notFound`, `conflict`, `newerDatabase`, `notATrainyardFile`, `damaged`, `busy`).
 */
export interface Store {
  readonly path: string;
  /** names this opening of the file among all that there are */
  readonly owner: string;
  readonly dataSets: DataSets;
  readonly experiments: Experiments;
  readonly runs: Runs;
  readonly edits: Edits;
  readonly points: Points;
  readonly snapshots: Snapshots;
  readonly forks: Forks;
  /** runs that leave and enter the file as a whole */
  readonly records: RunRecords;
  readonly leases: Leases;
  readonly commands: Commands;
  readonly settings: SettingsTable;
  readonly views: SavedViews;
  readonly models: Models;
  readonly queue: QueueOrder;
  /** what past runs of this machine with that arithmetic cost, the latest first */
  pastCosts(arithmetic: string): PastCost[];
  transaction<T>(work: () => T): T;
  /** SQLite's `data_version`: changes when another process has committed. */
  dataVersion(): number;
  /** What emptying the trash would remove; reads no blob. */
  trashSize(): TrashSize;
  /** Removes for good what is in the trash and no longer trained or needed; `bytes` is what the file gave back. */
  emptyTrash(): EmptiedTrash;
  /** The same in short transactions: yields between them, when others may write. */
  emptyTrashInSlices(): Generator<TrashProgress, EmptiedTrash>;
  /** What SQLite finds wrong with the file, as sentences; empty for a sound one. Reads the whole file. */
  checkIntegrity(): string[];
  /** Gives this process's leases back and closes the file. Closing again does nothing. */
  close(): void;
}
