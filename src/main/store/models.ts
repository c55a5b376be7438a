import { v7 as uuidv7 } from 'uuid';
import { AppError } from '../../contract/errors.ts';
import type { ModelDetail, ModelExport, ModelFacts, ModelSummary, ModelVersion } from '../../contract/models.ts';
import type { RunConfig } from '../../contract/run-config.ts';
import { columnsOf } from '../../data/feature-facts.ts';
import type { FeaturePlan } from '../../data/feature-plan.ts';
import { pack, sha256, unpack } from './blob-codec.ts';
import type { StoreContext } from './context.ts';
import { quoted } from './keys.ts';
import type { Models } from './types.ts';

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

  function detail(key: number): ModelDetail {
    const { key: _, ...row } = db.get<ModelRow>(`${selectModels} WHERE key = ?`, key)!;
    const history = db.all<VersionRow>(`${selectVersions} WHERE model_versions.model = ? ORDER BY version DESC`, key).map((version) => toVersion(version, exportsOf(version.key)));
    return { ...row, versions: history.length, aliases: aliasesOf(key), latest: history[0]!, history };
  }

  function summary(key: number): ModelSummary {
    const { history: _, ...rest } = detail(key);
    return rest;
  }

  const aliasesOf = (model: number) => db.all<{ alias: string; version: number }>(`SELECT alias, model_versions.version FROM model_aliases
    JOIN model_versions ON model_versions.key = model_aliases.version WHERE model_aliases.model = ? ORDER BY alias`, model);
  const exportsOf = (version: number) => db.all<ModelExport>('SELECT at, format, file_name AS fileName, bytes, sha256 FROM model_exports WHERE version = ? ORDER BY key DESC LIMIT 100', version);

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
      const { codec, bytes, rawBytes } = pack(input.weights);
      const key = db.insert(`INSERT INTO model_versions (model, version, promoted_at, run_id, run_name, run_created_at, epoch, data_set_id, data_set_name, data_set_sha256,
        arithmetic, config, features, metrics, facts, weights_sha256, weights_raw_bytes, weights_codec, weights) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      model, version, at, input.run.id, input.run.name, input.runCreatedAt, input.epoch, input.dataSet.id, input.dataSet.name, input.dataSet.contentSha256,
      input.arithmetic, JSON.stringify(input.config), JSON.stringify(input.features), numbersJson(input.metrics), JSON.stringify(input.facts), sha256(input.weights), rawBytes, codec, bytes);
      for (const alias of input.aliases) db.run('INSERT OR REPLACE INTO model_aliases (model, alias, version) VALUES (?, ?, ?)', model, alias, key);
      touch(model);
      return { id, version };
    }),

    version: (id, version) => db.consistently(() => {
      const key = versionKey(keyOf(id), version);
      const row = db.get<StoredRow>(`SELECT models.id, models.name, version, run_id AS runId, run_name AS runName, run_created_at AS runCreatedAt, epoch, data_set_name AS dataSetName, data_set_sha256 AS dataSetSha256,
        arithmetic, config, features, metrics, facts, weights_sha256 AS hash, weights_raw_bytes AS rawBytes, weights_codec AS codec, weights AS bytes
        FROM model_versions JOIN models ON models.key = model_versions.model WHERE model_versions.key = ?`, key)!;
      const weights = unpack(row, row.hash);
      if (!weights) throw new AppError('damaged', `The weights of the model ${quoted(row.name)}, version ${version}, are damaged in the database: they do not match their hash. Promote the epoch again, if its run is still there.`);
      return {
        id: row.id, name: row.name, version, run: { id: row.runId, name: row.runName }, runCreatedAt: row.runCreatedAt, epoch: row.epoch,
        dataSet: { name: row.dataSetName, contentSha256: row.dataSetSha256 }, arithmetic: row.arithmetic,
        config: JSON.parse(row.config) as RunConfig, features: JSON.parse(row.features) as FeaturePlan, metrics: numbersFrom(row.metrics),
        facts: JSON.parse(row.facts) as ModelFacts, weights, weightsSha256: Buffer.from(row.hash).toString('hex'),
      };
    }),

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

/** `NAME`, `NAME:VERSION`, `NAME@ALIAS`; an id in place of a name. */
function parseReference(reference: string): { name: string; version: number | null; alias: string | null } {
  const [, versioned, version] = /^(.+):(\d{1,7})$/s.exec(reference) ?? [];
  if (versioned !== undefined) return { name: versioned, version: Number(version), alias: null };
  const [, aliased, alias] = /^(.+)@([^@]+)$/s.exec(reference) ?? [];
  if (aliased !== undefined) return { name: aliased, version: null, alias: alias! };
  return { name: reference, version: null, alias: null };
}

type ModelRow = Pick<ModelSummary, 'id' | 'name' | 'note' | 'createdAt' | 'changedAt'> & { key: number };

interface VersionRow {
  key: number;
  version: number;
  promotedAt: number;
  runId: string;
  runName: string;
  runExists: number;
  epoch: number;
  dataSetId: string;
  dataSetName: string;
  dataSetSha256: string;
  dataSetExists: number;
  arithmetic: string;
  config: string;
  features: string;
  metrics: string;
  rows: string;
  parameters: number;
  hash: Uint8Array;
}

interface StoredRow extends Pick<VersionRow, 'runId' | 'runName' | 'epoch' | 'dataSetName' | 'dataSetSha256' | 'arithmetic' | 'config' | 'features' | 'metrics' | 'hash'> {
  id: string;
  name: string;
  runCreatedAt: number;
  facts: string;
  rawBytes: number;
  codec: 'raw' | 'deflate';
  bytes: Uint8Array;
}

const selectModels = 'SELECT key, id, name, note, created_at AS createdAt, changed_at AS changedAt FROM models';

const selectVersions = `SELECT model_versions.key, version, promoted_at AS promotedAt, run_id AS runId, coalesce(runs.name, run_name) AS runName, runs.key IS NOT NULL AS runExists, epoch,
  data_set_id AS dataSetId, coalesce(data_sets.name, data_set_name) AS dataSetName, data_set_sha256 AS dataSetSha256, data_sets.key IS NOT NULL AS dataSetExists,
  model_versions.arithmetic, config, features, metrics, facts ->> '$.rows' AS rows, weights_raw_bytes / 4 AS parameters, model_versions.weights_sha256 AS hash
  FROM model_versions LEFT JOIN runs ON runs.id = run_id LEFT JOIN data_sets ON data_sets.id = data_set_id`;

function toVersion(row: VersionRow, exports: ModelExport[]): ModelVersion {
  const features = JSON.parse(row.features) as FeaturePlan;
  return {
    version: row.version, promotedAt: row.promotedAt, epoch: row.epoch, arithmetic: row.arithmetic, exports,
    run: { id: row.runId, name: row.runName, exists: row.runExists === 1 },
    dataSet: { id: row.dataSetId, name: row.dataSetName, contentSha256: row.dataSetSha256, exists: row.dataSetExists === 1 },
    rows: JSON.parse(row.rows) as ModelVersion['rows'],
    task: features.target.task, target: features.target.column, classes: features.target.classes, columns: columnsOf(features), inputs: features.inputs.length,
    parameters: row.parameters, weightsSha256: Buffer.from(row.hash).toString('hex'),
    config: JSON.parse(row.config) as RunConfig, metrics: numbersFrom(row.metrics),
  };
}

const numbersJson = (numbers: Record<string, number>): string => JSON.stringify(Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, Number.isFinite(value) ? value : String(value)])));
const numbersFrom = (json: string): Record<string, number> => Object.fromEntries(Object.entries(JSON.parse(json) as Record<string, number | string>).map(([name, value]) => [name, Number(value)]));
