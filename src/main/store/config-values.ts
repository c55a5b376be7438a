import type { RunConfig } from '../../contract/run-config.ts';
import type { Database } from './database.ts';
import { rowInsert } from './insert-rows.ts';
import { replicatesDigest } from './replicates.ts';

export interface ConfigValue {
  path: string;
  number: number | null;
  text: string | null;
}

/**
 * The config as paths and single values, as lists sort and filter by them: `optimizer.learningRate`,
 * `network.0.units`. A list of plain values (feature names) stays one value, as JSON; the name is a column of the run.
 */
export function flattenConfig(config: RunConfig): ConfigValue[] {
  const { name: _, ...rest } = config;
  return flatten('', rest);
}

/** What lists sort, filter and group a run by. */
export function storeConfigValues(db: Database, run: number, config: RunConfig): void {
  db.run('UPDATE runs SET replicates = ? WHERE key = ?', replicatesDigest(config), run);
  const values = flattenConfig(config);
  const keys = pathKeys(db, values.map(({ path }) => path));
  insertValues(db, values.flatMap(({ path, number, text }) => [run, keys.get(path)!, number, text]));
}

const insertValues = rowInsert('config_values', ['run', 'path', 'number', 'text'], 'DO NOTHING');

function flatten(path: string, value: unknown): ConfigValue[] {
  if (value === undefined) return [];
  if (value === null) return [{ path, number: null, text: null }];
  if (typeof value === 'number') return [{ path, number: value, text: null }];
  if (typeof value === 'boolean') return [{ path, number: value ? 1 : 0, text: null }];
  if (typeof value === 'string') return [{ path, number: null, text: value }];
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) return [{ path, number: null, text: JSON.stringify(value) }];
  return Object.entries(value).flatMap(([name, item]) => flatten(path === '' ? name : `${path}.${name}`, item));
}

/** Of all paths at once; those that no run had before are made. */
function pathKeys(db: Database, paths: string[]): Map<string, number> {
  const keys = new Map(db.tuples<[string, number]>('SELECT path, key FROM config_paths WHERE path IN (SELECT value FROM json_each(?))', JSON.stringify(paths)));
  for (const path of paths) if (!keys.has(path)) keys.set(path, db.insert('INSERT INTO config_paths (path) VALUES (?)', path));
  return keys;
}
