import { createHash } from 'node:crypto';
import { z } from 'zod';
import { runConfig } from '../../../contract/run-config.ts';
import type { LayerShape } from '../../../nn/network-shape.ts';
import { featurePlan } from '../capsule/layout.ts';
import { readSafetensors } from '../safetensors.ts';
import { sequentialWeights } from '../sequential-weights.ts';
import { checkedJson, checkedValue, parseJson, refused } from './checked-json.ts';
import type { IncomingModel } from './incoming.ts';
import { networkOf } from './network-of.ts';

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
  const { config: written, layers, features, name, epoch, metrics: values, dataSet, arithmetic, weightsSha256 } = checkedJson(file, jsonModel, 'The document');
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
  const flat = finiteWeights(weights, network);
  if (weightsHash(flat) !== weightsSha256) throw refused('The weights of the document do not match its weightsSha256: one of them was changed after Trainyard wrote it, or the file is damaged.');
  return { kind: 'json', name, epoch, config, weights: flat, features, metrics: values, dataSet, arithmetic, notes: [] };
}

/** A safetensors file of ours: what `torch.nn.Sequential` takes, with config and features as metadata. */
export function readSafetensorsModel(file: Uint8Array): IncomingModel {
  const tensors = readSafetensors(file);
  const { config, features, weightsSha256, metrics: said, ...rest } = describedModel((key) => tensors.metadata.get(key), 'the safetensors metadata');
  const weights = sequentialWeights(tensors, networkOf(config.network, features, config.loss));
  // Other software may have trained on with the weights and kept the metadata.
  const same = weightsSha256 === null || weightsSha256 === weightsHash(weights);
  return {
    kind: 'safetensors', config, features, weights, ...rest, metrics: same ? said : {},
    notes: same ? [] : ['The weights are not those that the metadata tell of: they were changed after Trainyard wrote them. The metrics in the metadata were left out.'],
  };
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
    weightsSha256: text('weightsSha256')?.slice(0, 100) ?? null,
  };
}

/** Rounded to float32; one that is not finite there is refused by its layer and place. */
export function finiteWeights(values: ArrayLike<number>, network: readonly LayerShape[]): Float32Array {
  const weights = Float32Array.from(values);
  const bad = weights.findIndex((value) => !Number.isFinite(value));
  if (bad < 0) return weights;
  let from = 0;
  for (const { at, inputs, units, parameters } of network) {
    const place = bad - from;
    if (place < parameters) throw refused(`The ${place < inputs * units ? 'weight' : 'bias'} of layer ${at} holds ${values[bad]} at position ${place % (inputs * units)}, which is no finite float32.`);
    from += parameters;
  }
  throw refused(`The weight at position ${bad} is ${values[bad]}, which is no finite float32.`);
}

/** As `weightsSha256` of our files: of float32 in little-endian bytes, as hex. */
export function weightsHash(weights: Float32Array): string {
  return createHash('sha256').update(new Uint8Array(weights.buffer, weights.byteOffset, weights.byteLength)).digest('hex');
}
