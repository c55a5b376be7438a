import { z } from 'zod';
import { cellOf, type CellValue, type ColumnField } from './run-columns.ts';
import { runQuery, type RunRow } from './runs.ts';

/** What a list of runs asks for: pages of lines with the cells of its columns, groups of them, and what columns there are. */

const columnName = z.string().min(1).max(300);

/** What runs are gathered by: `experiment`, `dataSet`, `status`, `tag`, `replicates`, or a path of the config. */
const groupBy = z.string().min(1).max(300);

/** One group of runs: `value` as `runs.groups` gave it; null is the group of those that have none. */
const groupMember = z.strictObject({ by: groupBy, value: z.union([z.string().max(100_000), z.number()]).nullable() });
export type GroupMember = z.infer<typeof groupMember>;

const { sort, limit, offset, ...which } = runQuery.shape;

/** Which runs: all that match, those in one group alone, without some. */
const runFilter = { ...which, within: groupMember.optional() };

const columns = z.array(columnName).max(300).default([]);

export const runPageQuery = z.strictObject({
  ...runFilter, sort, limit, offset, columns,
  /** false leaves out how many match, where that is known already */
  count: z.boolean().default(true),
});
export type RunPageQuery = z.input<typeof runPageQuery>;

/** What a window asks for before it knows what is in sight. */
export const linesAtFirst = 50;

/** A run in a list: what every list needs to know of it, and the cells that were asked for, in their order. */
export interface RunLine extends Pick<RunRow, 'id' | 'revision' | 'name' | 'status' | 'starred' | 'locked' | 'colour' | 'epochs' | 'ownedHere'> {
  plannedEpochs: number;
  cells: CellValue[];
}

export function lineOf(row: RunRow, fields: readonly ColumnField[]): RunLine {
  const { id, revision, name, status, starred, locked, colour, epochs, ownedHere, config } = row;
  return { id, revision, name, status, starred, locked, colour, epochs, ownedHere, plannedEpochs: config.epochs, cells: fields.map((field) => cellOf(row, field)) };
}

export interface RunLinePage {
  lines: RunLine[];
  /** null where it was not asked for */
  total: number | null;
}

/** Questions of one list: one of a later turn takes the place of those of an earlier one that nobody has begun to answer. */
const questionTurn = z.strictObject({ list: z.string().min(1).max(100), number: z.int().min(0) });
export type QuestionTurn = z.infer<typeof questionTurn>;

export const runGroupsQuery = z.strictObject({
  ...which, sort, columns, by: groupBy,
  limit: z.int().min(1).max(200).default(100), offset,
  turn: questionTurn.optional(),
});
export type RunGroupsQuery = z.input<typeof runGroupsQuery>;

export type GroupCell =
  /** of the values that are finite; `sd` is that of a sample, NaN for a single value */
  | { kind: 'statistics'; mean: number; sd: number; n: number }
  | { kind: 'same'; value: CellValue }
  | { kind: 'various' }
  | { kind: 'none' };

export interface RunGroup {
  value: GroupMember['value'];
  /** as a person reads it; null for the runs that have no such value */
  label: string | null;
  runs: number;
  cells: GroupCell[];
}

export interface RunGroupPage {
  groups: RunGroup[];
  /** groups in all */
  total: number;
  /** runs in all, each counted once although it may be in several groups */
  runs: number;
}

export const runIdsQuery = z.strictObject({
  ...runFilter, sort, offset,
  limit: z.int().min(1).max(1_000_000).default(100_000),
});
export type RunIdsQuery = z.input<typeof runIdsQuery>;

export const runColumnsQuery = z.strictObject(which);
export type RunColumnsQuery = z.input<typeof runColumnsQuery>;

/** A column that a list may show. */
export interface AvailableColumn {
  /** a column's name; a metric's without its part: it has `last`, `min`, `max` and `best` */
  key: string;
  kind: 'row' | 'shown' | 'config' | 'metric';
  numeric: boolean;
  /** whether the runs that match differ in it */
  varies: boolean;
}

/** What the filter's completion may offer. */
export interface RunVocabulary {
  metrics: string[];
  configPaths: string[];
  tags: string[];
  /** texts that config values have, by their path */
  texts: Record<string, string[]>;
}
