import { z } from 'zod';
import { runConfig } from '../../../contract/run-config.ts';
import type { FeaturePlan } from '../../../data/feature-plan.ts';
import { NetworkError } from '../../../nn/network-error.ts';
import { describeNetwork, type LayerShape } from '../../../nn/network-shape.ts';
import type { LayerSpec, LossName } from '../../../nn/spec.ts';
import { featurePlan } from '../capsule/layout.ts';
import { readSafetensors } from '../safetensors.ts';
import { sequentialWeights } from '../sequential-weights.ts';
import { checkedJson, checkedValue, parseJson, refused } from './checked-json.ts';
import type { IncomingModel } from './incoming.ts';

const short = z.string().max(1000);
const finite = z.number();
const metrics = z.record(z.string().max(200), z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity']).transform(Number)]));

/** Our own document, as `writeJsonModel` writes it. */
export const jsonModel = z.strictObject({
  format: z.literal('trainyard-model'),
  version: z.literal(1),
  name: short,
  run: z.strictObject({ id: short, name: short }),
  epoch: z.int().min(0).max(1_000_000),
  createdAt: short,
  dataSet: z.strictObject({ name: short, contentSha256: short }),
  arithmetic: short,
  weightsSha256: short,
  metrics,
  features: featurePlan,
  config: z.json(),
  layers: z.array(z.looseObject({
    layer: z.string(), inputs: z.int().min(1), units: z.int().min(1),
    weight: z.array(z.array(finite)).optional(), bias: z.array(finite).optional(),
  })).min(1).max(100),
});

export function readJsonModel(file: Uint8Array): IncomingModel {
  const { config: written, layers, features, name, epoch, metrics: values, dataSet, arithmetic } = checkedJson(file, jsonModel, 'The document');
  const config = checkedValue(written, runConfig, 'The document’s config');
  const network = networkOf(config.network, features, config.loss);
  if (layers.length !== network.length) throw refused(`The document has ${layers.length} layers, but its config ${network.length}.`);
  const weights: number[] = [];
  network.forEach(({ at, spec, inputs, units }) => {
    if (spec.layer !== 'dense') return;
    const { weight, bias } = layers[at]!;
    if (weight?.length !== inputs || weight.some((row) => row.length !== units)) throw refused(`layers.${at}.weight must be ${inputs} lists of ${units} numbers.`);
    if (bias?.length !== units) throw refused(`layers.${at}.bias must be ${units} numbers.`);
    for (const row of weight) for (const value of row) weights.push(value);
    for (const value of bias) weights.push(value);
  });
  return { kind: 'json', name, epoch, config, weights: finiteWeights(weights), features, metrics: values, dataSet, arithmetic, notes: [] };
}

/** A safetensors file of ours: what `torch.nn.Sequential` takes, with config and features as metadata. */
export function readSafetensorsModel(file: Uint8Array): IncomingModel {
  const tensors = readSafetensors(file);
  const { config, features, ...rest } = describedModel((key) => tensors.metadata.get(key), 'the safetensors metadata');
  const weights = sequentialWeights(tensors, networkOf(config.network, features, config.loss));
  return { kind: 'safetensors', config, features, weights, ...rest, notes: [] };
}

/** What our files say about themselves in short texts by name. */
export function describedModel(text: (key: string) => string | undefined, where: string) {
  const json = <Schema extends z.ZodType>(key: string, schema: Schema): z.output<Schema> => {
    const value = text(key);
    if (value === undefined) throw refused(`${where} has no ${key}. Only files with Trainyard’s config can be taken in; a plain weights file can start a run by "from" in its config.`);
    return checkedValue(parseJson(new TextEncoder().encode(value), `${key} in ${where}`), schema, `${key} in ${where}`);
  };
  const hash = text('dataSetSha256');
  return {
    config: json('config', runConfig), features: json('features', featurePlan),
    name: (text('name') ?? 'a model').slice(0, 200),
    epoch: /^\d{1,6}$/.test(text('epoch') ?? '') ? Number(text('epoch')) : 0,
    metrics: text('metrics') === undefined ? {} : json('metrics', metrics),
    dataSet: hash === undefined ? null : { name: (text('dataSet') ?? 'a table').slice(0, 200), contentSha256: hash.slice(0, 100) },
    arithmetic: (text('arithmetic') ?? 'unknown').slice(0, 200),
  };
}

export function networkOf(specs: readonly LayerSpec[], { inputs, target }: FeaturePlan, loss: LossName): LayerShape[] {
  try {
    return describeNetwork(specs, inputs.length, target.task === 'regression' ? 1 : target.classes.length, loss);
  } catch (error) {
    throw error instanceof NetworkError ? refused(`The network cannot be one of ours: ${error.message}`) : error;
  }
}

/** Rounded to float32; one that is not finite there is refused by its place. */
export function finiteWeights(values: ArrayLike<number>): Float32Array {
  const weights = Float32Array.from(values);
  const bad = weights.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw refused(`The weight at position ${bad} is ${weights[bad]}; weights must be finite numbers.`);
  return weights;
}

