import type { ModelDetail, ModelFacts, ModelSummary } from '../../../contract/models.ts';
import type { RunConfig } from '../../../contract/run-config.ts';
import type { FeaturePlan } from '../../../data/feature-plan.ts';

/** What a model version is made of: copies, so that it stands on its own. */
export interface StoredModelVersion {
  id: string;
  /** the model's */
  name: string;
  version: number;
  run: { id: string; name: string };
  runCreatedAt: number;
  epoch: number;
  dataSet: { name: string; contentSha256: string };
  arithmetic: string;
  config: RunConfig;
  features: FeaturePlan;
  metrics: Record<string, number>;
  facts: ModelFacts;
  /** little-endian float32 in the order that is hashed */
  weights: Uint8Array;
  weightsSha256: string;
}

export interface NewModelVersion extends Omit<StoredModelVersion, 'id' | 'version' | 'dataSet' | 'weightsSha256'> {
  dataSet: { id: string; name: string; contentSha256: string };
  aliases: string[];
}

/** Named models with versions. Errors: `notFound`, `conflict` where a name is taken, `damaged`. */
export interface Models {
  /** by name; those in the trash instead */
  list(options?: { trash?: boolean }): ModelSummary[];
  detail(id: string): ModelDetail;
  /** what `NAME`, `NAME:VERSION` or `NAME@ALIAS` means (an id in place of NAME; the newest version of NAME); null where there is no such model */
  find(reference: string): { id: string; version: number } | null;
  /** a new version of the model of that name, which is made where it is missing */
  promote(input: NewModelVersion): { id: string; version: number };
  version(id: string, version: number): StoredModelVersion;
  rename(id: string, name: string): ModelSummary;
  setNote(id: string, note: string): ModelSummary;
  /** lets an alias point to a version, from wherever it was; null takes it away */
  setAlias(id: string, alias: string, version: number | null): ModelDetail;
  recordExport(id: string, version: number, file: { format: string; fileName: string; bytes: Uint8Array }): void;
  /** to the trash */
  remove(id: string): void;
  restore(id: string): ModelSummary;
  /** another text as soon as a model has changed */
  trace(): string;
}
