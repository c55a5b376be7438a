import { refused } from '../incoming/checked-json.ts';
import { constantNumbers, isRowOf, show, type Graph, type ReadNode } from './graph.ts';

/** What is done to the inputs before the first layer: `(x − offset) / scale`, a number of each for every input. */
export interface Scaling {
  offset: Float64Array;
  scale: Float64Array;
}

export const scalingOperators: ReadonlySet<string> = new Set(['Add', 'Sub', 'Mul', 'Div', 'Scaler']);

/** The scaling with one step more, a node whose other operand is a constant. `value`: what it is done to. */
export function scaledBy(before: Scaling | null, graph: Graph, node: ReadNode, value: string, width: number): Scaling {
  const scaling = before ?? { offset: new Float64Array(width), scale: new Float64Array(width).fill(1) };
  const { opType = '', input, attribute } = node;
  if (opType === 'Scaler') {
    const floats = (name: string, otherwise: number) => rowOf(attribute.find((one) => one.name === name)?.floats ?? [otherwise]);
    return multiplied(shifted(scaling, floats('offset', 0)), floats('scale', 1));
  }
  const commutes = opType === 'Add' || opType === 'Mul';
  const tensor = constantNumbers(graph, commutes && input[1] === value ? input[0] : input[1], opType);
  if (!isRowOf(tensor, width)) throw otherWidth(tensor.values.length);
  const values = rowOf(tensor.values);
  switch (opType) {
    case 'Sub': return shifted(scaling, values);
    case 'Add': return shifted(scaling, values.map((one) => -one));
    case 'Mul': return multiplied(scaling, values);
    default: return { ...scaling, scale: scaling.scale.map((one, i) => one * values[i]!) };
  }

  function rowOf(given: ArrayLike<number>): Float64Array {
    if (given.length !== 1 && given.length !== width) throw otherWidth(given.length);
    return given.length === 1 ? new Float64Array(width).fill(given[0]!) : Float64Array.from(given);
  }

  function otherWidth(count: number) {
    return refused(`The ${show(opType)} before the first layer is for ${count} inputs, but the layer takes ${width}.`);
  }
}

/** `(x − offset) / scale − by = (x − (offset + by · scale)) / scale` */
const shifted = ({ offset, scale }: Scaling, by: Float64Array): Scaling => ({ scale, offset: offset.map((one, i) => one + by[i]! * scale[i]!) });

const multiplied = ({ offset, scale }: Scaling, by: Float64Array): Scaling => ({ offset, scale: scale.map((one, i) => one / by[i]!) });
