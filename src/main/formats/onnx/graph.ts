import { refused } from '../incoming/checked-json.ts';
import { numbersOf, type NumberTensor, type ReadTensor } from './tensor-values.ts';

export interface ReadNode {
  opType?: string;
  domain?: string;
  input: string[];
  output: string[];
  attribute: ReadAttribute[];
}

interface ReadAttribute { name?: string; f?: number; i?: number; t?: ReadTensor; floats?: number[]; ints?: number[]; strings?: Uint8Array[] }

export interface GraphParts {
  node: ReadNode[];
  initializer: ReadTensor[];
  input: { name?: string }[];
  output: { name?: string }[];
}

export interface Graph {
  nodes: ReadNode[];
  constants: Map<string, ReadTensor>;
  /** the graph's inputs that are no constants */
  inputs: string[];
  outputs: string[];
}

const mostNodes = 10_000;

/** The graph with its constants by name. Throws `unreadable` where it has no node, or a name twice. */
export function graphOf(graph: GraphParts | undefined): Graph {
  if (!graph || graph.node.length === 0) throw refused('The ONNX file has no graph.');
  if (graph.node.length > mostNodes) throw refused(`The graph has ${graph.node.length} nodes; ${mostNodes} are read at most.`);
  const constants = new Map<string, ReadTensor>();
  const define = (name: string, tensor: ReadTensor) => {
    if (constants.has(name)) throw refused(`The tensor ${show(name)} is there twice.`);
    constants.set(name, tensor);
  };
  for (const tensor of graph.initializer) define(tensor.name ?? '', tensor);
  for (const { opType, output, attribute } of graph.node) if (opType === 'Constant' && attribute[0]?.t && output[0] !== undefined) define(output[0], { ...attribute[0].t, name: output[0] });
  const inputs = graph.input.map(({ name }) => name ?? '').filter((name) => !constants.has(name));
  if (inputs.length === 0) throw refused('The graph has no input.');
  return { nodes: graph.node, constants, inputs, outputs: graph.output.map(({ name }) => name ?? '') };
}

/** The numbers of a constant; `what` needs them. */
export function constantNumbers({ constants }: Graph, name: string | undefined, what: string): NumberTensor {
  const tensor = constants.get(name ?? '');
  if (!tensor) throw refused(`${what} needs a constant tensor, but ${show(name ?? '')} is none.`);
  return numbersOf(tensor);
}

/** An attribute that is a number. One that is there without a value is 0, which some writers leave out. */
export function numberAttribute({ attribute }: ReadNode, name: string, otherwise: number): number {
  const found = attribute.find((one) => one.name === name);
  return found ? (found.f ?? found.i ?? 0) : otherwise;
}

/** Whether the values of a constant lie along the last dimension of `[rows, width]`, or are one for all. */
export function isRowOf({ dims, values }: NumberTensor, width: number): boolean {
  return values.length === 1 || (values.length === width && dims.at(-1) === width);
}

export const show = (name: string) => JSON.stringify(name.slice(0, 60));
