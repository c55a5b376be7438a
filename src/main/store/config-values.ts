import type { RunConfig } from '../../contract/run-config.ts';
import type { Database } from './database.ts';
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
  for (const { path, number, text } of flattenConfig(config))
    db.run('INSERT INTO config_values (run, path, number, text) VALUES (?, ?, ?, ?)', run, pathKey(db, path), number, text);
}

function flatten(path: string, value: unknown): ConfigValue[] {
  if (value === undefined) return [];
  if (value === null) return [{ path, number: null, text: null }];
  if (typeof value === 'number') return [{ path, number: value, text: null }];
  if (typeof value === 'boolean') return [{ path, number: value ? 1 : 0, text: null }];
  if (typeof value === 'string') return [{ path, number: null, text: value }];
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) return [{ path, number: null, text: JSON.stringify(value) }];
  return Object.entries(value).flatMap(([name, item]) => flatten(path === '' ? name : `${path}.${name}`, item));
}

function pathKey(db: Database, path: string): number {
  const existing = db.get<{ key: number }>('SELECT key FROM config_paths WHERE path = ?', path);
  return existing?.key ?? db.insert('INSERT INTO config_paths (path) VALUES (?)', path);
}
