import { layerTitles, type LayerShape } from '../../format/network.ts';
import { formatCount } from '../../format/numbers.ts';
import type { Layer } from './layer-list.ts';

/** One line of the drawing: the inputs, or what comes out of a layer. */
export interface DrawnLayer {
  title: string;
  /** `24`, or `256 wide` where dots stand for more than they show */
  width: string;
  parameters: string;
  /** where its dots are, from left to right; `hollow` ones are left out by dropout now and then */
  dots: { x: number; hollow: boolean }[];
  /** dots stand for more units than there are dots: a gap in the middle says so */
  abbreviated: boolean;
  /** how it takes in the line above: every dot every dot, or each its own */
  wiring: 'none' | 'all' | 'single';
}

/** More units than this are drawn as this many dots with a gap. */
const mostDots = 9;

/** The network as lines of dots, in a drawing of that width. Widths that are not known yet have one dot and a question mark. */
export function drawNetwork(network: readonly Layer[], shapes: readonly LayerShape[], width: number): DrawnLayer[] {
  const first = shapes[0];
  if (!first) return [];
  const inputs: DrawnLayer = { title: 'Inputs', ...lineOf(first.inputs, width), parameters: '', wiring: 'none' };
  return [inputs, ...network.map((layer, at) => drawLayer(layer, shapes[at] ?? first, width))];
}

function drawLayer(layer: Layer, shape: LayerShape, width: number): DrawnLayer {
  const line = lineOf(shape.outputs, width);
  return {
    ...line,
    title: layerTitles[layer.layer],
    dots: layer.layer === 'dropout' ? line.dots.map((dot, at) => ({ ...dot, hollow: at % 3 === 1 && layer.rate > 0 })) : line.dots,
    parameters: shape.parameters > 0 ? formatCount(shape.parameters) : '',
    wiring: layer.layer === 'dense' ? 'all' : 'single',
  };
}

function lineOf(units: number, width: number): Pick<DrawnLayer, 'width' | 'dots' | 'abbreviated'> {
  const known = Number.isInteger(units) && units > 0;
  const abbreviated = known && units > mostDots;
  const places = abbreviated ? mostDots : known ? units : 1;
  const gap = Math.min(18, width / mostDots);
  const left = (width - (places - 1) * gap) / 2;
  return {
    width: known ? formatCount(units) : '?',
    abbreviated,
    // The one in the middle gives way to the mark of what is left out.
    dots: Array.from({ length: places }, (_, at) => ({ x: left + at * gap, hollow: false })).filter((_, at) => !abbreviated || at !== (mostDots - 1) / 2),
  };
}
