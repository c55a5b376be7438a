import { AppError } from '../../contract/errors.ts';
import { columnNamed } from '../../contract/run-columns.ts';
import type { GroupMember } from '../../contract/run-lists.ts';
import type { Database, SqlValue } from './database.ts';
import { quoted } from './keys.ts';
import type { Condition } from './run-filter.ts';
import { valuesOf } from './run-values.ts';

/** Each run that fulfils the condition with the value of its group, null for runs that have none; with several tags, several times. */
export function membersBy(db: Database, by: string, { sql, values }: Condition): [run: number, value: SqlValue][] {
  const column = columnOfRuns(by);
  if (column !== null) return db.tuples(`SELECT runs.key, ${column} FROM runs WHERE ${sql}`, ...values);
  if (by === 'tag') return db.tuples(`SELECT runs.key, tags.tag FROM runs LEFT JOIN tags ON tags.run = runs.key WHERE ${sql}`, ...values);
  const path = configPath(by);
  const runs = db.column<number>(`SELECT runs.key FROM runs WHERE ${sql}`, ...values);
  const groups = valuesOf(db, { kind: 'config', path }, null);
  return runs.map((run) => [run, groups.get(run) ?? null]);
}

/** The runs of one group, as a condition on `runs`. */
export function memberCondition({ by, value }: GroupMember): Condition {
  const ids = idTables[by as keyof typeof idTables];
  const column = columnOfRuns(by);
  if (column !== null && ids !== undefined) return { sql: `${column} = (SELECT key FROM ${ids} WHERE id = ?)`, values: [value] };
  if (column !== null) return { sql: `${column} IS ?`, values: [value] };
  if (by === 'tag') {
    return value === null
      ? { sql: 'NOT EXISTS (SELECT 1 FROM tags WHERE tags.run = runs.key)', values: [] }
      : { sql: 'EXISTS (SELECT 1 FROM tags WHERE tags.run = runs.key AND tag = ?)', values: [value] };
  }
  const path = configPath(by);
  const one = 'config_values.run = runs.key AND config_values.path = (SELECT key FROM config_paths WHERE path = ?)';
  if (value === null) return { sql: `NOT EXISTS (SELECT 1 FROM config_values WHERE ${one} AND coalesce(number, text) IS NOT NULL)`, values: [path] };
  return { sql: `EXISTS (SELECT 1 FROM config_values WHERE ${one} AND ${typeof value === 'number' ? 'number' : 'text'} = ?)`, values: [path, value] };
}

/** What a group is called outside of the file: keys become ids. */
export function publicValue(db: Database, by: string, value: SqlValue): GroupMember['value'] {
  const table = Object.hasOwn(idTables, by) ? idTables[by as keyof typeof idTables] : null;
  return table === null ? (value as GroupMember['value']) : db.column<string>(`SELECT id FROM ${table} WHERE key = ?`, value)[0] ?? null;
}

const idTables = { experiment: 'experiments', dataSet: 'data_sets' } as const;

const ofRuns = { experiment: 'runs.experiment', dataSet: 'runs.data_set', status: 'runs.status', replicates: 'runs.replicates' } as const;

const columnOfRuns = (by: string): string | null => (Object.hasOwn(ofRuns, by) ? ofRuns[by as keyof typeof ofRuns] : null);

function configPath(by: string): string {
  const field = columnNamed(by);
  if (field?.kind === 'config') return field.path;
  throw new AppError('invalidInput', `Runs cannot be grouped by ${quoted(by)}. Use ${Object.keys(ofRuns).join(', ')}, tag, or a path of the config such as optimizer.name.`, 'by');
}
