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
  }, written)}\n`;
}

/** −0 is a float32 of its own, which JSON can write and `JSON.stringify` does not. */
function written(_: string, value: unknown): unknown {
  if (typeof value !== 'number') return value;
  if (Object.is(value, -0)) return rawJson('-0');
  return Number.isFinite(value) ? value : String(value);
}

/** https://github.com/tc39/proposal-json-parse-with-source, which the type library does not know yet */
const rawJson = (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON;

/** `[inputs][units]` */
function rows(weight: Float32Array, units: number): number[][] {
  return Array.from({ length: weight.length / units }, (_, row) => [...weight.subarray(row * units, (row + 1) * units)]);
}
