import type { z } from 'zod';
import { AppError } from '../../contract/errors.ts';
import type { Filter as WrittenFilter } from '../../contract/filter/ast.ts';
import { parseFilter } from '../../contract/filter/parse.ts';
import type { GroupMember } from '../../contract/run-lists.ts';
import type { runQuery } from '../../contract/runs.ts';
import type { SqlValue } from './database.ts';
import { compileFilter } from './filter-sql.ts';
import { memberCondition } from './run-grouping.ts';

/** A condition on the table `runs`, with its values in order. */
export interface Condition {
  sql: string;
  values: SqlValue[];
}

export type WantedRuns = Pick<z.output<typeof runQuery>, 'trash' | 'status' | 'experimentId' | 'filter'> & { within?: GroupMember | undefined };

/** Which runs are meant. `now` is in milliseconds since 1970. Throws `invalidInput` where the filter has a mistake. */
export function conditionOf({ trash, status, experimentId, filter, within }: WantedRuns, now: number): Condition {
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
  const written = filter === undefined ? null : parsedFilter(filter);
  if (written) {
    const condition = compileFilter(written, now);
    terms.push(condition.sql);
    values.push(...condition.parameters);
  }
  return { sql: terms.join(' AND '), values };
}

function parsedFilter(text: string): WrittenFilter | null {
  const parsed = parseFilter(text);
  if (parsed.ok) return parsed.filter;
  throw new AppError('invalidInput', `The filter has a mistake at column ${parsed.mistake.column}: ${parsed.mistake.message}.`, 'filter');
}
