import type { RunConfig } from '../../contract/run-config.ts';
import type { FeaturePlan } from '../../data/feature-plan.ts';
import type { LayerShape } from '../../nn/network-shape.ts';
import type { Metrics } from '../../nn/spec.ts';

/** A trained network with all that is needed to use it on raw rows, and where it comes from. Every format writes this. */
export interface SavedModel {
  name: string;
  run: { id: string; name: string };
  epoch: number;
  /** milliseconds since 1970 */
  createdAt: number;
  config: RunConfig;
  dataSet: { name: string; contentSha256: string };
  arithmetic: string;
  network: LayerShape[];
  /** per layer in order: W as `[in, out]` row-major, then b */
  weights: Float32Array;
  /** of `weights` as little-endian bytes, as hex */
  weightsSha256: string;
  features: FeaturePlan;
  /** at the epoch of the weights */
  metrics: Metrics;
}

/** One dense layer's share of the weights: views, W as `[inputs, units]` row-major. */
export interface DenseWeights {
  shape: LayerShape;
  weight: Float32Array;
  bias: Float32Array;
}

export function denseWeights({ network, weights }: Pick<SavedModel, 'network' | 'weights'>): DenseWeights[] {
  let at = 0;
  const take = (length: number) => weights.subarray(at, (at += length));
  return network.filter(({ spec }) => spec.layer === 'dense').map((shape) => ({
    shape, weight: take(shape.inputs * shape.units), bias: take(shape.units),
  }));
}

/** What other software shows about the model: short texts by name. */
export function describeModel(model: SavedModel): Record<string, string> {
  return {
    producer: 'Trainyard',
    name: model.name,
    run: model.run.id,
    runName: model.run.name,
    epoch: String(model.epoch),
    createdAt: new Date(model.createdAt).toISOString(),
    config: JSON.stringify(model.config),
    dataSet: model.dataSet.name,
    dataSetSha256: model.dataSet.contentSha256,
    arithmetic: model.arithmetic,
    weightsSha256: model.weightsSha256,
    classes: JSON.stringify(model.features.target.classes),
    features: JSON.stringify(model.features),
    metrics: JSON.stringify(model.metrics, (_, value: unknown) => (typeof value === 'number' && !Number.isFinite(value) ? String(value) : value)),
  };
}
