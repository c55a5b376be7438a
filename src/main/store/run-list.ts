import type { z } from 'zod';
import { columnNamed, type ColumnField } from '../../contract/run-columns.ts';
import { lineOf, runIdsQuery, runPageQuery, type RunIdsQuery, type RunLinePage, type RunPageQuery } from '../../contract/run-lists.ts';
import { AppError } from '../../contract/errors.ts';
import { runQuery, type RunPage, type RunQuery } from '../../contract/runs.ts';
import type { StoreContext } from './context.ts';
import { quoted } from './keys.ts';
import { orderedKeys, type FoundRuns } from './ordered-keys.ts';
import { matchingOf } from './run-filter.ts';
import { parseSort } from './run-order.ts';
import { readRunRows } from './run-rows.ts';

/** One page of whole runs, and how many there are in all. Throws `invalidInput` for a key that cannot be sorted by. */
export function listRuns(context: StoreContext, input: RunQuery): RunPage {
  const query = runQuery.parse(input);
  return context.db.consistently(() => {
    const { keys, total } = find(context, query, true);
    return { rows: readRunRows(context, keys), total: total! };
  });
}

/** The same runs as lines: the cells of the wanted columns alone leave the store. */
export function pageOfRuns(context: StoreContext, input: RunPageQuery): RunLinePage {
  const { columns, count, ...query } = runPageQuery.parse(input);
  const fields = columnFields(columns);
  return context.db.consistently(() => {
    const { keys, total } = find(context, query, count);
    return { lines: readRunRows(context, keys).map((row) => lineOf(row, fields)), total };
  });
}

/** The ids of the same runs, a stretch of them. */
export function idsOfRuns(context: StoreContext, input: RunIdsQuery): string[] {
  const query = runIdsQuery.parse(input);
  const { db } = context;
  return db.consistently(() => {
    const { keys } = find(context, query, false);
    return db.column<string>('SELECT runs.id FROM json_each(?) AS wanted CROSS JOIN runs ON runs.key = wanted.value ORDER BY wanted.key', JSON.stringify(keys));
  });
}

type Wanted = Omit<z.output<typeof runPageQuery>, 'columns' | 'count'>;

function find({ db, now }: StoreContext, { sort, limit, offset, ...which }: Wanted, wantsTotal: boolean): FoundRuns {
  return orderedKeys(db, matchingOf(db, which, now()), parseSort(db, sort), { limit, offset }, { wantsTotal });
}

export function columnFields(names: string[]): ColumnField[] {
  return names.map((name) => {
    const field = columnNamed(name);
    if (field === null) throw new AppError('invalidInput', `There is no column called ${quoted(name)}.`, 'columns');
    return field;
  });
}
