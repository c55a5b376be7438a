import type { RunSelection, RunsInCommon } from '../../contract/run-edits.ts';
import { flatten } from '../../compare/flatten.ts';
import type { StoreContext } from './context.ts';
import { selectedRuns } from './run-selection.ts';

/** Beyond these many runs their configs are not compared: each has some forty values. */
const mostCompared = 5_000;
const mostTags = 20;

/** What several runs have in common, in statements that each read one table once. */
export function runsInCommon(context: StoreContext, selection: RunSelection): RunsInCommon {
  const { db } = context;
  const { sql, values } = selectedRuns(context, selection);
  const counted = (expression: string, more = '', limit = 100) => db.tuples<[string, number]>(
    `SELECT ${expression}, count(*) FROM runs ${more} WHERE ${sql} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?`, ...values, limit);
  const { total, starred, locked } = db.get<Pick<RunsInCommon, 'total' | 'starred' | 'locked'>>(
    `SELECT count(*) AS total, coalesce(sum(runs.starred), 0) AS starred, coalesce(sum(runs.locked), 0) AS locked FROM runs WHERE ${sql}`, ...values)!;
  return {
    total, starred, locked,
    statuses: counted('runs.status'),
    experiments: counted('experiments.name', 'JOIN experiments ON experiments.key = runs.experiment'),
    dataSets: counted('data_sets.name', 'JOIN data_sets ON data_sets.key = runs.data_set'),
    tags: counted('tags.tag', 'JOIN tags ON tags.run = runs.key', mostTags),
    config: total > mostCompared ? null : configInCommon(context, sql, values, total),
  };
}

interface PathRow {
  path: string;
  runs: number;
  /** that say something there; `null` is a value as well, which the extremes leave out */
  saying: number;
  low: string | number | null;
  high: string | number | null;
}

function configInCommon({ db }: StoreContext, sql: string, values: (string | number | bigint | Uint8Array | null)[], total: number): RunsInCommon['config'] {
  const paths = db.all<PathRow>(`
    SELECT config_paths.path, count(*) AS runs, count(coalesce(number, text)) AS saying, min(coalesce(number, text)) AS low, max(coalesce(number, text)) AS high
    FROM config_values JOIN config_paths ON config_paths.key = config_values.path
    WHERE config_values.run IN (SELECT runs.key FROM runs WHERE ${sql}) GROUP BY config_values.path ORDER BY config_paths.path`, ...values);
  // As the config has them: in the table of values true is 1.
  const sample = db.get<{ config: string }>(`SELECT config FROM run_configs WHERE run IN (SELECT runs.key FROM runs WHERE ${sql}) LIMIT 1`, ...values);
  const written = flatten(JSON.parse(sample?.config ?? '{}'));
  const same = ({ runs, saying, low, high }: PathRow) => runs === total && (saying === 0 || saying === runs) && low === high;
  return {
    same: paths.filter(same).map(({ path, low }) => [path, written.get(path) ?? low]),
    differing: paths.filter((row) => !same(row)).map(({ path }) => path),
  };
}
