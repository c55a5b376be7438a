import { AppError } from '../../contract/errors.ts';
import type { ModelExport, ModelFacts, ModelVersion } from '../../contract/models.ts';
import type { RunConfig } from '../../contract/run-config.ts';
import { columnsOf } from '../../data/feature-facts.ts';
import type { FeaturePlan } from '../../data/feature-plan.ts';
import { pack, sha256, unpack } from './blob-codec.ts';
import type { Database } from './database.ts';
import { quoted } from './keys.ts';
import type { NewModelVersion, StoredModelVersion } from './types/models.ts';

/** The latest versions of a model, the latest first. `model`: its key, as below. */
export function versionsOf(db: Database, model: number, most: number): ModelVersion[] {
  return db.all<VersionRow>(`${selectVersions} WHERE model_versions.model = ? ORDER BY version DESC LIMIT ?`, model, most).map((row) => toVersion(row, exportsOf(db, row.key)));
}

/** A version with all that is needed to use it. Throws `damaged` where its weights do not match their hash. */
export function storedVersion(db: Database, versionKey: number): StoredModelVersion {
  const row = db.get<StoredRow>(`SELECT models.id, models.name, version, run_id AS runId, run_name AS runName, run_created_at AS runCreatedAt, epoch, data_set_name AS dataSetName, data_set_sha256 AS dataSetSha256,
    arithmetic, config, features, metrics, facts, weights_sha256 AS hash, weights_raw_bytes AS rawBytes, weights_codec AS codec, weights AS bytes
    FROM model_versions JOIN models ON models.key = model_versions.model WHERE model_versions.key = ?`, versionKey)!;
  const weights = unpack(row, row.hash);
  if (!weights) throw new AppError('damaged', `The weights of the model ${quoted(row.name)}, version ${row.version}, are damaged in the database: they do not match their hash. Promote the epoch again, if its run is still there.`);
  return {
    id: row.id, name: row.name, version: row.version, run: { id: row.runId, name: row.runName }, runCreatedAt: row.runCreatedAt, epoch: row.epoch,
    dataSet: { name: row.dataSetName, contentSha256: row.dataSetSha256 }, arithmetic: row.arithmetic,
    config: JSON.parse(row.config) as RunConfig, features: JSON.parse(row.features) as FeaturePlan, metrics: numbersFrom(row.metrics),
    facts: JSON.parse(row.facts) as ModelFacts, weights, weightsSha256: Buffer.from(row.hash).toString('hex'),
  };
}

/** Returns its key. */
export function insertVersion(db: Database, model: number, version: number, at: number, input: NewModelVersion): number {
  const { codec, bytes, rawBytes } = pack(input.weights);
  return db.insert(`INSERT INTO model_versions (model, version, promoted_at, run_id, run_name, run_created_at, epoch, data_set_id, data_set_name, data_set_sha256,
    arithmetic, config, features, metrics, facts, weights_sha256, weights_raw_bytes, weights_codec, weights) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  model, version, at, input.run.id, input.run.name, input.runCreatedAt, input.epoch, input.dataSet.id, input.dataSet.name, input.dataSet.contentSha256,
  input.arithmetic, JSON.stringify(input.config), JSON.stringify(input.features), numbersJson(input.metrics), JSON.stringify(input.facts), sha256(input.weights), rawBytes, codec, bytes);
}

const exportsOf = (db: Database, version: number) =>
  db.all<ModelExport>('SELECT at, format, file_name AS fileName, bytes, sha256 FROM model_exports WHERE version = ? ORDER BY key DESC LIMIT 100', version);

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

interface StoredRow extends Pick<VersionRow, 'version' | 'runId' | 'runName' | 'epoch' | 'dataSetName' | 'dataSetSha256' | 'arithmetic' | 'config' | 'features' | 'metrics' | 'hash'> {
  id: string;
  name: string;
  runCreatedAt: number;
  facts: string;
  rawBytes: number;
  codec: 'raw' | 'deflate';
  bytes: Uint8Array;
}

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
