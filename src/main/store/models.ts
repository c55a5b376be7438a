import { v7 as uuidv7 } from 'uuid';
import { AppError } from '../../contract/errors.ts';
import type { ModelDetail, ModelSummary } from '../../contract/models.ts';
import { sha256 } from './blob-codec.ts';
import type { StoreContext } from './context.ts';
import { quoted } from './keys.ts';
import { parseReference } from './model-reference.ts';
import { insertVersion, storedVersion, versionsOf } from './model-versions.ts';
import type { Models } from './types/models.ts';

/** As many versions as a model's history shows. */
const mostVersions = 1000;

/** The shelf: models by name, with versions that stand on their own. */
export function createModels({ db, now }: StoreContext): Models {
  const keyOf = (id: string): number => {
    const row = db.get<{ key: number }>('SELECT key FROM models WHERE id = ? AND trashed_at IS NULL', id);
    if (!row) throw new AppError('notFound', 'There is no such model any more. The models shelf shows those there are.', 'id');
    return row.key;
  };
  const touch = (key: number) => db.run('UPDATE models SET changed_at = ? WHERE key = ?', now(), key);

  function versionKey(model: number, version: number): number {
    const row = db.get<{ key: number }>('SELECT key FROM model_versions WHERE model = ? AND version = ?', model, version);
    if (row) return row.key;
    const { name, newest } = db.get<{ name: string; newest: number }>('SELECT name, (SELECT max(version) FROM model_versions WHERE model = models.key) AS newest FROM models WHERE key = ?', model)!;
    throw new AppError('notFound', `The model ${quoted(name)} has no version ${version}; its newest one is ${newest}.`, 'version');
  }

  function refuseTaken(name: string, key: number | null): void {
    const taken = db.get<{ key: number; name: string }>('SELECT key, name FROM models WHERE name = ? COLLATE NOCASE AND trashed_at IS NULL', name);
    if (taken && taken.key !== key) throw new AppError('conflict', `There is a model called ${quoted(taken.name)} already. Choose another name.`, 'name');
  }

  function summary(key: number): ModelSummary {
    const { key: _, ...row } = db.get<ModelRow>(`${selectModels} WHERE key = ?`, key)!;
    const { versions } = db.get<{ versions: number }>('SELECT count(*) AS versions FROM model_versions WHERE model = ?', key)!;
    return { ...row, versions, aliases: aliasesOf(key), latest: versionsOf(db, key, 1)[0]! };
  }

  const detail = (key: number): ModelDetail => ({ ...summary(key), history: versionsOf(db, key, mostVersions) });

  const aliasesOf = (model: number) => db.all<{ alias: string; version: number }>(`SELECT alias, model_versions.version FROM model_aliases
    JOIN model_versions ON model_versions.key = model_aliases.version WHERE model_aliases.model = ? ORDER BY alias`, model);

  function find(name: string): number | undefined {
    return (db.get<{ key: number }>('SELECT key FROM models WHERE id = ? AND trashed_at IS NULL', name)
      ?? db.get<{ key: number }>('SELECT key FROM models WHERE name = ? COLLATE NOCASE AND trashed_at IS NULL', name))?.key;
  }

  return {
    list: ({ trash = false } = {}) => db.consistently(() => db
      .column<number>(`SELECT key FROM models WHERE (trashed_at IS NOT NULL) = ? ORDER BY name COLLATE NOCASE, key`, Number(trash)).map(summary)),

    detail: (id) => db.consistently(() => detail(keyOf(id))),

    find(reference) {
      const { name, version, alias } = parseReference(reference);
      const model = find(name);
      if (model === undefined) return null;
      const { id, name: own } = db.get<{ id: string; name: string }>('SELECT id, name FROM models WHERE key = ?', model)!;
      if (version !== null) {
        versionKey(model, version);
        return { id, version };
      }
      if (alias === null) return { id, version: db.get<{ version: number }>('SELECT max(version) AS version FROM model_versions WHERE model = ?', model)!.version };
      const known = aliasesOf(model);
      const pointed = known.find((one) => one.alias === alias);
      if (pointed) return { id, version: pointed.version };
      const there = known.length === 0 ? 'It has none' : `Its aliases are ${known.map((one) => one.alias).join(', ')}`;
      throw new AppError('notFound', `The model ${quoted(own)} has no alias ${quoted(alias)}. ${there}.`, 'alias');
    },

    promote: (input) => db.durably(() => {
      const at = now();
      const known = db.get<{ key: number; id: string }>('SELECT key, id FROM models WHERE name = ? COLLATE NOCASE AND trashed_at IS NULL', input.name);
      const id = known?.id ?? uuidv7();
      const model = known?.key ?? db.insert('INSERT INTO models (id, name, created_at, changed_at) VALUES (?, ?, ?, ?)', id, input.name, at, at);
      const version = 1 + (db.get<{ last: number | null }>('SELECT max(version) AS last FROM model_versions WHERE model = ?', model)!.last ?? 0);
      const key = insertVersion(db, model, version, at, input);
      for (const alias of input.aliases) db.run('INSERT OR REPLACE INTO model_aliases (model, alias, version) VALUES (?, ?, ?)', model, alias, key);
      touch(model);
      return { id, version };
    }),

    version: (id, version) => db.consistently(() => storedVersion(db, versionKey(keyOf(id), version))),

    rename: (id, name) => db.durably(() => {
      const key = keyOf(id);
      refuseTaken(name, key);
      db.run('UPDATE models SET name = ? WHERE key = ?', name, key);
      touch(key);
      return summary(key);
    }),

    setNote: (id, note) => db.durably(() => {
      const key = keyOf(id);
      db.run('UPDATE models SET note = ? WHERE key = ?', note, key);
      touch(key);
      return summary(key);
    }),

    setAlias: (id, alias, version) => db.durably(() => {
      const key = keyOf(id);
      if (version === null) db.run('DELETE FROM model_aliases WHERE model = ? AND alias = ?', key, alias);
      else db.run('INSERT OR REPLACE INTO model_aliases (model, alias, version) VALUES (?, ?, ?)', key, alias, versionKey(key, version));
      touch(key);
      return detail(key);
    }),

    recordExport: (id, version, { format, fileName, bytes }) => db.durably(() => {
      const key = keyOf(id);
      db.run('INSERT INTO model_exports (version, at, format, file_name, bytes, sha256) VALUES (?, ?, ?, ?, ?, ?)', versionKey(key, version), now(), format, fileName, bytes.length, sha256(bytes).toString('hex'));
      touch(key);
    }),

    remove: (id) => db.durably(() => {
      db.run('UPDATE models SET trashed_at = ? WHERE key = ?', now(), keyOf(id));
    }),

    restore: (id) => db.durably(() => {
      const row = db.get<{ key: number; name: string }>('SELECT key, name FROM models WHERE id = ?', id);
      if (!row) throw new AppError('notFound', 'This model was removed for good.', 'id');
      refuseTaken(row.name, row.key);
      db.run('UPDATE models SET trashed_at = NULL WHERE key = ?', row.key);
      return summary(row.key);
    }),

    trace: () => db.column<string>('SELECT group_concat(id || changed_at || coalesce(trashed_at, 0)) FROM (SELECT id, changed_at, trashed_at FROM models ORDER BY key)')[0] ?? '',
  };
}

type ModelRow = Pick<ModelSummary, 'id' | 'name' | 'note' | 'createdAt' | 'changedAt'> & { key: number };

const selectModels = 'SELECT key, id, name, note, created_at AS createdAt, changed_at AS changedAt FROM models';
