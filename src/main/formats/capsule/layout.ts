import { z } from 'zod';
import { runConfig } from '../../../contract/run-config.ts';
import { runStatus } from '../../../contract/runs.ts';
import type { FeaturePlan } from '../../../data/feature-plan.ts';

/**
 * A capsule is a zip file. `manifest.json` names the format, every other entry with its SHA-256, and which folder
 * belongs to which run and data set; docs/formats.md describes the entries.
 */
export const manifestName = 'manifest.json';
export const capsuleFormat = 'trainyard-capsule';

const text = (most: number) => z.string().max(most);
/** Nothing that would move a cursor or hide a line where a name is shown. */
const line = (most: number) => text(most).regex(/^[^\p{Cc}\p{Bidi_Control}\u2028\u2029]*$/u, 'must be one line without control characters');
const time = z.int().min(0).max(8_640_000_000_000_000);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'is not a SHA-256');
const epoch = z.int().min(0).max(1_000_000);
/** JSON has no NaN and no infinities. */
const float = z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity']).transform(Number)]);
export const metricName = line(200).min(1).refine((name) => name !== '__proto__');
const id = z.string().regex(/^[A-Za-z0-9-]{1,100}$/, 'is not an id');

export const manifest = z.strictObject({
  format: z.literal(capsuleFormat),
  version: z.literal(1),
  createdAt: text(40),
  runs: z.array(z.strictObject({ id, folder: z.string().regex(/^runs\/\d{1,4}$/), dataSet: z.int().min(0) })).min(1).max(1000),
  dataSets: z.array(z.strictObject({ folder: z.string().regex(/^data-sets\/\d{1,4}$/) })).max(1000),
  /** SHA-256 by name of entry */
  entries: z.record(z.string(), sha256),
});
export type Manifest = z.output<typeof manifest>;

const configValue = z.union([text(10_000), z.number(), z.boolean(), z.null()]);

const plannedInput = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('number'), column: text(10_000), impute: z.number().nullable(), offset: z.number(), scale: z.number() }),
  z.strictObject({ kind: z.literal('category'), column: text(10_000), value: text(100_000), impute: text(100_000).nullable(), offset: z.number(), scale: z.number() }),
]);

export const featurePlan = z.strictObject({
  version: z.literal(1),
  inputs: z.array(plannedInput).min(1).max(1_000_000),
  target: z.strictObject({ column: text(10_000), task: z.enum(['classification', 'regression']), classes: z.array(text(100_000)).max(100_000) }),
}).superRefine((plan, context) => {
  const problem = problemOf(plan);
  if (problem !== null) context.addIssue({ code: 'custom', message: problem });
});

/** Everything that computes with a plan relies on this. */
function problemOf({ inputs, target: { task, classes } }: FeaturePlan): string | null {
  if (inputs.some(({ scale }) => scale === 0)) return 'an input is divided by 0';
  if ((task === 'regression') !== (classes.length === 0)) return 'a classification has classes, and a regression has none';
  if (new Set(classes).size !== classes.length) return 'two classes have the same name';
  const columns = new Map<string, { kind: string; impute: unknown; values: Set<string> }>();
  for (const input of inputs) {
    const { column, kind, impute } = input;
    const known = columns.get(column);
    const value = kind === 'category' ? input.value : '';
    if (known && (kind === 'number' || known.kind !== kind || known.impute !== impute || known.values.has(value))) return `the column ${JSON.stringify(column.slice(0, 60))} is there twice`;
    if (known) known.values.add(value);
    else columns.set(column, { kind, impute, values: new Set([value]) });
  }
  return null;
}

/** `runs/N/run.json`: all but points, rows, chain and snapshots. */
export const runFile = z.strictObject({
  id,
  name: line(200),
  status: runStatus.exclude(['queued', 'running', 'paused']),
  stopReason: z.enum(['epochs', 'earlyStopping', 'stopped']).nullable(),
  error: text(100_000).nullable(),
  experiment: line(200).min(1),
  arithmetic: line(200),
  parameters: z.int().min(0).nullable(),
  bestEpoch: epoch.nullable(),
  trainSeconds: z.number().min(0),
  weightsSha256: sha256.nullable(),
  chain: sha256.nullable(),
  createdAt: time,
  startedAt: time.nullable(),
  endedAt: time.nullable(),
  starred: z.boolean(),
  colour: line(40).nullable(),
  tags: z.array(line(100).min(1)).max(1000),
  note: text(100_000),
  config: runConfig,
  preparation: z.strictObject({ parameters: z.int().min(0), classes: z.array(text(100_000)).max(100_000), features: featurePlan.nullable() }).nullable(),
  events: z.array(z.strictObject({ at: time, kind: line(100), message: text(100_000) })).max(1_000_000),
  fork: z.strictObject({
    parentId: id, parentName: line(200), epoch,
    changes: z.array(z.strictObject({ path: line(1000), before: configValue.optional(), after: configValue.optional() })).max(100_000),
  }).nullable(),
  verification: z.strictObject({
    at: time, arithmetic: line(200), identicalThrough: epoch.nullable(),
    difference: z.strictObject({ epoch, reason: text(10_000) }).nullable(),
  }).nullable(),
});

/** `runs/N/points.json` */
export const pointsFile = z.strictObject({
  epochs: z.array(epoch).max(1_000_001),
  steps: z.array(z.int().min(0)).max(1_000_001),
  times: z.array(time).max(1_000_001),
  metrics: z.array(z.strictObject({ name: metricName, epochs: z.array(epoch).max(1_000_001), values: z.array(float).max(1_000_001) })).max(1000),
});

const count = z.int().min(0);

const columnProfile = z.strictObject({
  name: text(10_000), type: z.enum(['numeric', 'categorical']), role: z.enum(['feature', 'target', 'id', 'constant', 'split']),
  chosen: z.literal(true).exactOptional(), note: text(10_000).exactOptional(), count, missing: count, distinct: count,
  numeric: z.strictObject({
    min: float, max: float, mean: float, sd: float, histogram: z.strictObject({ edges: z.array(float).max(1000), counts: z.array(count).max(1000) }),
  }).exactOptional(),
  categories: z.array(z.strictObject({ value: text(1_000_000), count })).max(50).exactOptional(),
});

/** `data-sets/N/data-set.json`; the cells are in `data-sets/N/column-K.bin`. */
export const dataSetFile = z.strictObject({
  name: line(200).min(1),
  note: text(20_000),
  contentSha256: sha256,
  target: text(10_000).nullable(),
  task: z.enum(['classification', 'regression']).nullable(),
  source: text(10_000),
  notes: z.array(text(10_000)).max(10_000),
  rows: z.int().min(0).max(0xffff_ffff),
  profile: z.array(columnProfile).max(65_536),
  columns: z.array(z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('numeric'), name: text(10_000) }),
    z.strictObject({ type: z.literal('categorical'), name: text(10_000), categories: z.array(text(1_000_000)) }),
  ])).max(65_536),
});

export const linkBytes = 4 + 32 + 32;
export const snapshotHeader = 12;
/** Snapshots are gathered in entries of about this size: packing one keeps nobody waiting. */
export const snapshotsAtOnce = 1024 * 1024;
