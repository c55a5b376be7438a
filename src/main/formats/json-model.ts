import { denseWeights, type SavedModel } from './saved-model.ts';

/**
 * Our own format: everything about the model as one JSON document. Weights are decimal numbers that read back as the same
 * float32; NaN and the infinities, which JSON lacks, are the strings "NaN", "Infinity" and "-Infinity" (in metrics alone).
 */
export function writeJsonModel(model: SavedModel): string {
  const { name, run, epoch, createdAt, config, dataSet, arithmetic, weightsSha256, features, metrics, network } = model;
  const dense = new Map(denseWeights(model).map((layer) => [layer.shape.at, layer]));
  const layers = network.map(({ at, spec, inputs, units }) => {
    const own = dense.get(at);
    return own ? { ...spec, inputs, units, weight: rows(own.weight, units), bias: [...own.bias] } : { ...spec, inputs, units };
  });
  return `${JSON.stringify({
    format: 'trainyard-model', version: 1, name, run, epoch, createdAt: new Date(createdAt).toISOString(), dataSet, arithmetic, weightsSha256,
    metrics, features, config, layers,
  }, (_, value: unknown) => (typeof value === 'number' && !Number.isFinite(value) ? String(value) : value))}\n`;
}

/** `[inputs][units]` */
function rows(weight: Float32Array, units: number): number[][] {
  return Array.from({ length: weight.length / units }, (_, row) => [...weight.subarray(row * units, (row + 1) * units)]);
}
