import { AppError } from '../../contract/errors.ts';
import { parseFilter } from '../../contract/filter/parse.ts';
import { runSelection, type RunSelection } from '../../contract/run-edits.ts';
import type { StoreContext } from './context.ts';
import type { SqlValue } from './database.ts';
import { compileFilter } from './filter-sql.ts';
import { quoted } from './keys.ts';

/** A condition on the table `runs` that holds for the selected ones. */
export interface Selected {
  sql: string;
  values: SqlValue[];
}

/** Throws `notFound` for an id that no run has, and `invalidInput` for a filter that cannot be read. */
export function selectedRuns({ db, now }: StoreContext, selection: RunSelection): Selected {
  const runs = runSelection.parse(selection);
  if (Array.isArray(runs)) {
    const ids = JSON.stringify(runs);
    const missing = db.get<{ id: string }>('SELECT value AS id FROM json_each(?) WHERE NOT EXISTS (SELECT 1 FROM runs WHERE runs.id = value) LIMIT 1', ids);
    if (missing) throw new AppError('notFound', `There is no run with the id ${quoted(missing.id)}. The list of runs shows those there are.`);
    return { sql: 'runs.id IN (SELECT value FROM json_each(?))', values: [ids] };
  }
  const terms = [`runs.trashed_at IS ${runs.trash ? 'NOT ' : ''}NULL`];
  const values: SqlValue[] = [];
  if (runs.experimentId !== undefined) {
    terms.push('runs.experiment = (SELECT key FROM experiments WHERE id = ?)');
    values.push(runs.experimentId);
  }
  const condition = compiled(runs.filter, now());
  if (condition) {
    terms.push(condition.sql);
    values.push(...condition.parameters);
  }
  if (runs.except.length > 0) {
    terms.push('runs.id NOT IN (SELECT value FROM json_each(?))');
    values.push(JSON.stringify(runs.except));
  }
  return { sql: terms.join(' AND '), values };
}

function compiled(filter: string | undefined, now: number) {
  if (filter === undefined) return null;
  const parsed = parseFilter(filter);
  if (!parsed.ok) throw new AppError('invalidInput', `The filter has a mistake at column ${parsed.mistake.column}: ${parsed.mistake.message}.`, 'filter');
  return parsed.filter && compileFilter(parsed.filter, now);
}
