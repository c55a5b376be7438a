import { denseWeights, type SavedModel } from '../saved-model.ts';

/**
 * A model as plain data for code that knows nothing of Trainyard. Whatever a person named is a value in a list, never a key, so
 * that no name can be mistaken for anything else.
 */
export interface PortableModel {
  name: string;
  task: 'classification' | 'regression';
  classes: string[];
  /** how the inputs are made of a row, in order; `category` is null for a number */
  inputs: { column: string; category: string | null; impute: number | string | null; offset: number; scale: number }[];
  /** `weight` is `[inputs, units]` row-major */
  layers: ({ layer: 'dense'; inputs: number; units: number; weight: number[]; bias: number[] } | { layer: 'relu' | 'sigmoid' | 'tanh' | 'softmax' } | { layer: 'leakyRelu'; slope: number })[];
}

export function portableModel(model: SavedModel): PortableModel {
  const dense = new Map(denseWeights(model).map((layer) => [layer.shape.at, layer]));
  return {
    name: model.name,
    task: model.features.target.task,
    classes: model.features.target.classes,
    inputs: model.features.inputs.map(({ kind, column, impute, offset, scale, ...rest }) => ({
      column, category: kind === 'category' && 'value' in rest ? rest.value : null, impute, offset, scale,
    })),
    layers: model.network.flatMap(({ at, spec }): PortableModel['layers'] => {
      if (spec.layer === 'dropout') return [];
      if (spec.layer !== 'dense') return [spec];
      const { shape, weight, bias } = dense.get(at)!;
      return [{ layer: 'dense', inputs: shape.inputs, units: shape.units, weight: [...weight], bias: [...bias] }];
    }),
  };
}

/**
 * JSON that may stand inside a script, in a file or in a page: nothing in it can end the script or a line of it, and a
 * reader that takes it for JavaScript sees the same value.
 */
export function scriptSafeJson(value: unknown): string {
  return JSON.stringify(value).replace(/[<>&\u2028\u2029\u007f-\u009f\ufeff\ufffe\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
