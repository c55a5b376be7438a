import { z } from 'zod';

/** The run config: one JSON document, the same in the window, on the command line and in the database. */

const rate = z.number().min(0).max(1);
const positive = z.number().positive();
const wholeSeed = z.int().min(0).max(Number.MAX_SAFE_INTEGER);
const units = z.int().min(1).max(65_536);

export const initializer = z.enum(['heNormal', 'heUniform', 'glorotNormal', 'glorotUniform', 'zeros']);

export const layer = z.discriminatedUnion('layer', [
  z.strictObject({ layer: z.literal('dense'), units: units.optional(), init: initializer.default('heNormal') }),
  z.strictObject({ layer: z.literal('relu') }),
  z.strictObject({ layer: z.literal('leakyRelu'), slope: rate.default(0.01) }),
  z.strictObject({ layer: z.literal('sigmoid') }),
  z.strictObject({ layer: z.literal('tanh') }),
  z.strictObject({ layer: z.literal('softmax') }),
  z.strictObject({ layer: z.literal('dropout'), rate: z.number().min(0).lt(1).default(0.5) }),
]);

const learningRate = (value: number) => positive.default(value);
const epsilon = positive.default(1e-7);
const beta = (value: number) => z.number().min(0).lt(1).default(value);

export const optimizer = z.discriminatedUnion('name', [
  z.strictObject({ name: z.literal('sgd'), learningRate: learningRate(0.01) }),
  z.strictObject({ name: z.literal('momentum'), learningRate: learningRate(0.01), momentum: beta(0.9), nesterov: z.boolean().default(false) }),
  z.strictObject({ name: z.literal('rmsprop'), learningRate: learningRate(0.001), beta: beta(0.9), epsilon }),
  z.strictObject({ name: z.literal('adam'), learningRate: learningRate(0.001), beta1: beta(0.9), beta2: beta(0.999), epsilon }),
  z.strictObject({
    name: z.literal('adamw'), learningRate: learningRate(0.001), beta1: beta(0.9), beta2: beta(0.999), epsilon,
    weightDecay: z.number().min(0).default(0.01),
  }),
  z.strictObject({ name: z.literal('adagrad'), learningRate: learningRate(0.01), epsilon }),
]);

/** Any metric of an epoch that rises or falls with the quality of the run. */
export const monitor = z.string().regex(
  /^(train|val)_(loss|accuracy|precision|recall|f1|roc_auc|mse|mae|r2)$/,
  'is not a metric of an epoch; use for example val_loss or val_accuracy',
);

const warmup = z.int().min(0).default(0);

export const schedule = z.discriminatedUnion('name', [
  z.strictObject({ name: z.literal('constant'), warmup }),
  z.strictObject({ name: z.literal('step'), every: z.int().min(1).default(30), factor: positive.default(0.1), warmup }),
  z.strictObject({ name: z.literal('exponential'), factor: positive.default(0.97), warmup }),
  z.strictObject({ name: z.literal('cosine'), minimum: z.number().min(0).default(0), warmup }),
  z.strictObject({
    name: z.literal('plateau'), monitor: monitor.default('val_loss'), factor: positive.lt(1).default(0.1),
    patience: z.int().min(0).default(10), minimum: z.number().min(0).default(0), warmup,
  }),
]);

const share = z.number().min(0).lt(1);

export const split = z.union([
  z.strictObject({ column: z.string().min(1) }),
  z.strictObject({ folds: z.int().min(2).max(1000), fold: z.int().min(0), seed: wholeSeed.default(1), stratify: z.boolean().default(true) })
    .refine((s) => s.fold < s.folds, { path: ['fold'], message: 'must be less than folds (folds are numbered from 0)' }),
  z.strictObject({ validation: share.default(0.2), test: share.default(0), stratify: z.boolean().default(true), seed: wholeSeed.default(1) })
    .refine((s) => s.validation + s.test < 1, { path: ['validation'], message: 'validation and test together leave no training rows' }),
]);

export const dataConfig = z.strictObject({
  set: z.string().min(1).default('wdbc'),
  /** null: the target that the data set was imported with */
  target: z.string().min(1).nullable().default(null),
  features: z.union([z.literal('all'), z.array(z.string().min(1)).min(1)]).default('all'),
  missing: z.enum(['mean', 'median', 'mode', 'dropRow', 'error']).default('mean'),
  split: split.prefault({}),
  scale: z.enum(['standard', 'minMax', 'none']).default('standard'),
});

export const earlyStopping = z.strictObject({
  monitor: monitor.default('val_loss'),
  patience: z.int().min(0).default(20),
  minDelta: z.number().min(0).default(0),
  count: z.enum(['consecutive', 'total']).default('consecutive'),
  restoreBest: z.boolean().default(true),
});

const defaultNetwork = [
  { layer: 'dense' as const, units: 24 }, { layer: 'relu' as const },
  { layer: 'dense' as const, units: 24 }, { layer: 'relu' as const },
  { layer: 'dense' as const }, { layer: 'softmax' as const },
];

const fields = z.strictObject({
  name: z.string().max(200).default(''),
  data: dataConfig.prefault({}),
  network: z.array(layer).min(1).max(100).prefault(defaultNetwork),
  from: z.string().min(1).nullable().default(null),
  loss: z.enum(['crossEntropy', 'binaryCrossEntropy', 'meanSquaredError']).default('crossEntropy'),
  penalties: z.strictObject({ l1: z.number().min(0).default(0), l2: z.number().min(0).default(0) }).prefault({}),
  optimizer: optimizer.prefault({ name: 'adam' }),
  schedule: schedule.prefault({ name: 'constant' }),
  clipNorm: positive.nullable().default(null),
  epochs: z.int().min(1).max(1_000_000).default(200),
  batchSize: z.int().min(1).max(1_000_000).default(32),
  shuffle: z.boolean().default(true),
  seed: wholeSeed.default(42),
  earlyStopping: earlyStopping.nullable().prefault({}),
  snapshots: z.strictObject({ budgetBytes: z.int().min(0).default(67_108_864) }).prefault({}),
});

/** Each field's type, range and default, without the rules that join several fields. */
export const runConfigFields = fields;
type Fields = z.output<typeof fields>;

/** Parses a config and fills in every default. Issues carry the path of the field. */
export const runConfig = fields.superRefine((config, context) => {
  for (const { path, message } of structureIssues(config)) context.addIssue({ code: 'custom', path, message });
});

export type RunConfig = z.output<typeof runConfig>;
/** What a person may write: every field may be left out. */
export type RunConfigInput = z.input<typeof runConfig>;

const headOf: Record<Fields['loss'], { head: string[]; says: string }> = {
  crossEntropy: { head: ['softmax'], says: 'crossEntropy needs softmax as the last layer' },
  binaryCrossEntropy: { head: ['sigmoid'], says: 'binaryCrossEntropy needs sigmoid as the last layer, after a dense layer of one unit' },
  meanSquaredError: { head: ['dense', 'relu', 'leakyRelu', 'sigmoid', 'tanh'], says: 'meanSquaredError needs dense or an activation as the last layer' },
};

/** What the single fields cannot say: which layers, loss and metrics go together. */
function structureIssues({ network, loss, earlyStopping, schedule }: Fields): { path: (string | number)[]; message: string }[] {
  const issues: { path: (string | number)[]; message: string }[] = [];
  const lastDense = network.findLastIndex((l) => l.layer === 'dense');
  if (lastDense < 0) issues.push({ path: ['network'], message: 'needs at least one dense layer' });
  network.forEach((spec, at) => {
    if (spec.layer === 'dense' && spec.units === undefined && at !== lastDense)
      issues.push({ path: ['network', at, 'units'], message: 'only the last dense layer may leave out its units' });
    if (spec.layer === 'softmax' && at !== network.length - 1)
      issues.push({ path: ['network', at], message: 'softmax can only be the last layer' });
  });
  const { head, says } = headOf[loss];
  const last = network[network.length - 1];
  if (last && !head.includes(last.layer)) issues.push({ path: ['loss'], message: says });
  if ((loss === 'crossEntropy' || loss === 'binaryCrossEntropy') && lastDense >= 0 && lastDense !== network.length - 2)
    issues.push({ path: ['network'], message: `${loss} needs a dense layer right before the last layer` });
  const lastSpec = network[lastDense];
  if (loss === 'binaryCrossEntropy' && lastSpec?.layer === 'dense' && (lastSpec.units ?? 1) !== 1)
    issues.push({ path: ['network', lastDense, 'units'], message: 'binaryCrossEntropy needs one unit here' });
  const regression = loss === 'meanSquaredError';
  const check = (path: (string | number)[], name: string) => {
    const isRegressionMetric = /_(mse|mae|r2)$/.test(name);
    if (!/_loss$/.test(name) && isRegressionMetric !== regression)
      issues.push({ path, message: `${name} does not exist with the loss ${loss}` });
  };
  if (earlyStopping) check(['earlyStopping', 'monitor'], earlyStopping.monitor);
  if (schedule.name === 'plateau') check(['schedule', 'monitor'], schedule.monitor);
  return issues;
}
