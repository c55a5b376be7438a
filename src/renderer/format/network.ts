import type { LayerSpec } from '../../nn/spec.ts';
import { formatCount } from './numbers.ts';

export const layerTitles: Record<LayerSpec['layer'], string> = {
  dense: 'Dense', relu: 'ReLU', leakyRelu: 'Leaky ReLU', sigmoid: 'Sigmoid', tanh: 'Tanh', softmax: 'Softmax', dropout: 'Dropout',
};

export { hiddenLine } from '../../contract/hidden-line.ts';

/** All widths from the inputs to the outputs: `30-24-24-2`. */
export function widthsLine(network: readonly LayerSpec[], inputs: number, outputs: number): string {
  return [inputs, ...denseWidths(network, outputs)].join('-');
}

/**
 * The number of inputs, worked back from the number of parameters: everything but the first layer's width is known.
 * Null where they do not fit together.
 */
export function inputsFromParameters(network: readonly LayerSpec[], outputs: number, parameters: number): number | null {
  const widths = denseWidths(network, outputs);
  const first = widths[0];
  if (first === undefined) return null;
  const behindFirst = widths.slice(1).reduce((sum, width, at) => sum + ((widths[at] ?? 0) + 1) * width, 0);
  const inputs = (parameters - behindFirst) / first - 1;
  return Number.isInteger(inputs) && inputs > 0 ? inputs : null;
}

export interface LayerShape {
  inputs: number;
  outputs: number;
  parameters: number;
}

/**
 * What goes in and comes out of each layer, row by row of a list that may still be unfinished; `outputs` is the width
 * that the last dense layer takes from the data.
 */
export function layerShapes(network: readonly LayerSpec[], inputs: number, outputs: number): LayerShape[] {
  let width = inputs;
  return network.map((spec) => {
    const before = width;
    if (spec.layer === 'dense') width = spec.units ?? outputs;
    return { inputs: before, outputs: width, parameters: spec.layer === 'dense' ? (before + 1) * width : 0 };
  });
}

/** `30 → 24`, or the width alone where it stays the same; a width that is not known yet is a question mark. */
export function shapeLine({ inputs, outputs }: LayerShape): string {
  const width = (units: number) => (Number.isInteger(units) && units > 0 ? formatCount(units) : '?');
  return Object.is(inputs, outputs) ? width(outputs) : `${width(inputs)} → ${width(outputs)}`;
}

function denseWidths(network: readonly LayerSpec[], outputs: number): number[] {
  return network.flatMap((spec) => (spec.layer === 'dense' ? [spec.units ?? outputs] : []));
}
