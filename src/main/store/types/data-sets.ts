import type { DataSetDetail, DataSetSummary, ImportOptions } from '../../../contract/data-sets.ts';
import type { ColumnProfile, Table, Task } from '../../../data/table.ts';
import type { PackedColumn } from '../data-set-columns.ts';

export interface NewDataSet {
  name: string;
  table: Table;
  contentSha256: string;
  target: string | null;
  task: Task | null;
  profile: ColumnProfile[];
  notes: string[];
  source: string;
  builtIn: boolean;
  options: ImportOptions;
}

export interface DataSets {
  /** Same content and same name: returns what is there. Same name, other content: `conflict`. */
  create(input: NewDataSet): DataSetDetail;
  /** As `create`, column by column in short transactions, so that others are answered and write in between. Nobody sees it before `commit`. */
  stage(input: StagedDataSet): DataSetStaging;
  list(): DataSetSummary[];
  /** those in the trash, the latest first */
  trashed(): DataSetSummary[];
  /** by id or by name */
  get(idOrName: string): DataSetDetail;
  summary(idOrName: string): DataSetSummary;
  table(id: string): Table;
  /** one column by name or place, still packed */
  packedColumn(id: string, column: string | number): PackedColumn;
  rename(id: string, name: string): DataSetSummary;
  setNote(id: string, note: string): DataSetSummary;
  /** to the trash; `conflict` while runs use it, or where it is built in */
  remove(id: string): void;
  restore(id: string): DataSetSummary;
  /** by id: a text that is another one as soon as what can change of the data set has */
  traces(): Map<string, string>;
}

/** A data set whose columns come one by one. */
export interface StagedDataSet extends Omit<NewDataSet, 'table' | 'profile'> {
  rows: number;
  columns: number;
  /** JSON */
  profile: string;
}

export interface DataSetStaging {
  /** the next column */
  add(column: PackedColumn): void;
  /** `conflict` as in `create` */
  commit(): DataSetDetail;
  /** leaves nothing */
  discard(): void;
}
