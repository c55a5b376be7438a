import { AppError } from '../../contract/errors.ts';
import { columnNamed } from '../../contract/run-columns.ts';
import type { GroupMember } from '../../contract/run-lists.ts';
import type { Database, SqlValue } from './database.ts';
import { quoted } from './keys.ts';

/** How runs are gathered: `value` is one expression over `runs` and the join, NULL for runs that have none. */
export interface Grouping {
  join: { sql: string; values: SqlValue[] };
  value: string;
}

/** Throws `invalidInput` for what runs cannot be grouped by. */
export function groupingBy(by: string): Grouping {
  const plain = ofRow[by];
  if (Object.hasOwn(ofRow, by) && plain !== undefined) return { join: { sql: '', values: [] }, value: plain };
  if (by === 'tag') return { join: { sql: ' LEFT JOIN tags AS grouped ON grouped.run = runs.key', values: [] }, value: 'grouped.tag' };
  return {
    join: { sql: ` LEFT JOIN config_values AS grouped ON grouped.run = runs.key AND grouped.path = (${pathKey})`, values: [configPath(by)] },
    value: 'coalesce(grouped.number, grouped.text)',
  };
}

/** The runs of one group, as a condition on `runs`. */
export function memberCondition({ by, value }: GroupMember): { sql: string; values: SqlValue[] } {
  if (by === 'experiment') return { sql: 'runs.experiment = (SELECT key FROM experiments WHERE id = ?)', values: [value] };
  if (by === 'dataSet') return { sql: 'runs.data_set = (SELECT key FROM data_sets WHERE id = ?)', values: [value] };
  const plain = ofRow[by];
  if (Object.hasOwn(ofRow, by) && plain !== undefined) return { sql: `${plain} IS ?`, values: [value] };
  if (by === 'tag') {
    return value === null
      ? { sql: 'NOT EXISTS (SELECT 1 FROM tags WHERE tags.run = runs.key)', values: [] }
      : { sql: 'EXISTS (SELECT 1 FROM tags WHERE tags.run = runs.key AND tag = ?)', values: [value] };
  }
  const one = `config_values.run = runs.key AND config_values.path = (${pathKey})`;
  if (value === null) return { sql: `NOT EXISTS (SELECT 1 FROM config_values WHERE ${one} AND coalesce(number, text) IS NOT NULL)`, values: [configPath(by)] };
  return { sql: `EXISTS (SELECT 1 FROM config_values WHERE ${one} AND ${typeof value === 'number' ? 'number' : 'text'} = ?)`, values: [configPath(by), value] };
}

/** What a group is called outside of the file: keys become ids. */
export function publicValues(db: Database, by: string, values: SqlValue[]): GroupMember['value'][] {
  const table = { experiment: 'experiments', dataSet: 'data_sets' }[by];
  if (table === undefined) return values as GroupMember['value'][];
  return values.map((key) => db.column<string>(`SELECT id FROM ${table} WHERE key = ?`, key)[0] ?? null);
}

const ofRow: Record<string, string> = {
  experiment: 'runs.experiment', dataSet: 'runs.data_set', status: 'runs.status', replicates: 'runs.replicates',
};

const pathKey = 'SELECT key FROM config_paths WHERE path = ?';

function configPath(by: string): string {
  const field = columnNamed(by);
  if (field?.kind === 'config') return field.path;
  throw new AppError('invalidInput', `Runs cannot be grouped by ${quoted(by)}. Use ${Object.keys(ofRow).join(', ')}, tag, or a path of the config such as optimizer.name.`, 'by');
}
