import { z } from 'zod';
import type { Association } from '../data/association.ts';
import type { PreviewColumn, TablePreview } from '../data/csv/preview.ts';
import type { SplitSummary } from '../data/split/summary.ts';
import type { ColumnProfile, Task } from '../data/table.ts';

export interface DataSetSummary {
  id: string;
  /** unique among the data sets that are not deleted */
  name: string;
  note: string;
  /** SHA-256 of the table's canonical bytes, as hex */
  contentSha256: string;
  rows: number;
  columns: number;
  target: string | null;
  task: Task | null;
  /** built into the app, so that it cannot be deleted */
  builtIn: boolean;
  /** source and licence of a built-in table, or the imported file's name */
  source: string;
  createdAt: number;
  runs: number;
}

export interface DataSetDetail extends DataSetSummary {
  profile: ColumnProfile[];
  /** what the import noticed: columns set aside, encodings guessed, rows skipped */
  notes: string[];
}

/** What a person may call a data set: nothing that a terminal or a line of text would stumble over. */
export const dataSetName = z.string().trim().min(1, 'must not be empty').max(200)
  .regex(/^[^\p{Cc}\p{Bidi_Control}\u2028\u2029]*$/u, 'must be one line without control characters');

const columnNames = z.array(z.string()).max(65_536);

/** How to read a file; what is left out is detected. */
export const importOptions = z.strictObject({
  name: dataSetName.optional(),
  target: z.string().min(1).optional(),
  task: z.enum(['classification', 'regression']).optional(),
  delimiter: z.string().length(1).optional(),
  encoding: z.string().max(40).optional(),
  header: z.boolean().optional(),
  columns: z.array(z.string()).optional(),
  /** columns to be read as categories although most of their cells are numbers */
  categorical: columnNames.optional(),
  /** columns to be read as numbers although many of their cells are not */
  numeric: columnNames.optional(),
  /** columns to learn from although they look like ids or say how to split */
  use: columnNames.optional(),
  /** columns that are kept, but are no features unless they are named */
  setAside: columnNames.optional(),
  /** columns that are not imported at all */
  leaveOut: columnNames.optional(),
  /** texts that stand for a missing value, in place of the usual ones; an empty cell always does */
  missingMarkers: z.array(z.string().max(200)).max(1000).optional(),
  decimal: z.enum(['.', ',']).optional(),
});
export type ImportOptions = z.infer<typeof importOptions>;

export interface ImportProgress {
  importId: string;
  bytes: number;
  /** null where the size is not known */
  totalBytes: number | null;
  rows: number;
}

/** The most of a file's beginning that a preview takes. */
export const previewBytes = 2 * 1024 * 1024;

export type DataSetPreview = TablePreview;
export type { PreviewColumn };

/** How strongly each column goes with the target. */
export interface AssociationReport {
  target: string;
  task: Task;
  associations: Association[];
}

/** The most points that a scatter plot is sent. */
export const scatterLimit = 20_000;

/** Rows as points. Numbers travel as bytes: little-endian float64 per point, and int32 for classes. */
export interface ScatterSample {
  /** rows that have a value in both columns; fewer points than that are a sample of them */
  rows: number;
  x: ScatterAxis;
  y: ScatterAxis;
  /** place in `classNames` per point, -1 where there is none */
  classes: Uint8Array;
  classNames: string[];
}

export interface ScatterAxis {
  column: string;
  values: Uint8Array;
  /** of a text column, whose values are places in this list */
  categories: string[] | null;
}

/** The most rows whose cells one call asks for. */
export const mostRowsRead = 200;

/** Cells of some rows as they were imported, long texts shortened; null where a cell is missing. */
export interface DataSetRows {
  columns: { name: string; cells: (number | string | null)[] }[];
}

export interface SplitReport extends SplitSummary {
  target: string;
  task: Task;
}
