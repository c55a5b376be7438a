import type { z } from 'zod';
import { AppError } from '../../contract/errors.ts';
import type { Filter as WrittenFilter } from '../../contract/filter/ast.ts';
import { parseFilter } from '../../contract/filter/parse.ts';
import type { GroupMember } from '../../contract/run-lists.ts';
import type { runQuery } from '../../contract/runs.ts';
import type { Database, SqlValue } from './database.ts';
import { matchingRuns } from './filter-set.ts';
import { compileFilter } from './filter-sql.ts';
import { memberCondition } from './run-grouping.ts';
import { RunSet } from './run-set.ts';

/** A condition on the table `runs`, with its values in order. */
export interface Condition {
  sql: string;
  values: SqlValue[];
}

export type WantedRuns = Pick<z.output<typeof runQuery>, 'trash' | 'status' | 'experimentId' | 'filter'> & { within?: GroupMember | undefined };

/** Which runs are meant. `now` is in milliseconds since 1970. Throws `invalidInput` where the filter has a mistake. */
export function conditionOf(wanted: WantedRuns, now: number): Condition {
  const { sql, values } = placeOf(wanted);
  const written = writtenFilter(wanted);
  if (!written) return { sql, values };
  const condition = compileFilter(written, now);
  return { sql: `${sql} AND ${condition.sql}`, values: [...values, ...condition.parameters] };
}

/** The same runs, found already where a filter was written: for what looks at many of them. */
export interface Matching {
  /** where they are: trash, status, experiment, group */
  place: Condition;
  /** those of the place that fulfil the filter; null where there is none and all of the place are meant */
  runs: RunSet | null;
}

export function matchingOf(db: Database, wanted: WantedRuns, now: number): Matching {
  const place = placeOf(wanted);
  const written = writtenFilter(wanted);
  if (!written) return { place, runs: null };
  const runs = matchingRuns(db, written, now, wanted.trash);
  const narrow = wanted.status !== undefined || wanted.experimentId !== undefined || wanted.within !== undefined;
  if (narrow) runs.intersect(new RunSet(db.column<number>(`SELECT runs.key FROM runs WHERE ${place.sql}`, ...place.values)));
  return { place, runs };
}

function placeOf({ trash, status, experimentId, within }: WantedRuns): Condition {
  const terms = [trash ? 'runs.trashed_at IS NOT NULL' : 'runs.trashed_at IS NULL'];
  const values: SqlValue[] = [];
  if (status !== undefined) {
    terms.push(`runs.status IN (${status.map(() => '?').join(', ')})`);
    values.push(...status);
  }
  if (experimentId !== undefined) {
    terms.push('runs.experiment = (SELECT key FROM experiments WHERE id = ?)');
    values.push(experimentId);
  }
  if (within !== undefined) {
    const member = memberCondition(within);
    terms.push(member.sql);
    values.push(...member.values);
  }
  return { sql: terms.join(' AND '), values };
}

function writtenFilter({ filter }: WantedRuns): WrittenFilter | null {
  return filter === undefined ? null : parsedFilter(filter);
}

function parsedFilter(text: string): WrittenFilter | null {
  const parsed = parseFilter(text);
  if (parsed.ok) return parsed.filter;
  throw new AppError('invalidInput', `The filter has a mistake at column ${parsed.mistake.column}: ${parsed.mistake.message}.`, 'filter');
}
