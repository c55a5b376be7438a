import type { LayerSpec } from '../../../nn/spec.ts';
import { refused } from '../incoming/checked-json.ts';
import { checkLabels } from './check-labels.ts';
import { constantNumbers, isRowOf, numberAttribute, show, type Graph, type ReadNode } from './graph.ts';
import { scaledBy, scalingOperators, type Scaling } from './scaling.ts';
import type { NumberTensor } from './tensor-values.ts';

export interface Walked {
  layers: LayerSpec[];
  /** per layer in order: W as `[in, out]` row-major, then b */
  weights: number[];
  /** what was done to the inputs before the first layer */
  scaling: Scaling | null;
  /** of the first dense layer */
  inputs: number;
}

/** These leave the numbers as they are. */
const passing = new Set(['Cast', 'Identity', 'Flatten', 'Reshape', 'Dropout']);
/** After the network: these make labels and tables of what comes out. */
const labelling = new Set(['ArgMax', 'ArrayFeatureExtractor', 'Cast', 'Concat', 'Constant', 'Gather', 'Identity', 'Reshape', 'Squeeze', 'Sub', 'ZipMap', 'Greater', 'Where', 'Not', 'LabelEncoder']);
const domains = new Set(['', 'ai.onnx', 'ai.onnx.ml']);
const mostLayers = 100;

/** Goes along the layers of a graph, from its input to what it predicts. Throws `unreadable`, naming the operator, where it is no chain of layers that we have. */
export function walkLayers(graph: Graph, isOurs: boolean): Walked {
  const { nodes, inputs: starts } = graph;
  const firstDense = nodes.find(({ opType }) => opType === 'Gemm' || opType === 'MatMul');
  if (!firstDense) throw refused('The graph has no Gemm and no MatMul, so it has no layer of ours.');
  if (!isOurs && starts.length > 1) throw refused(`The graph has ${starts.length} inputs (${starts.slice(0, 5).map(show).join(', ')}${starts.length > 5 ? ', …' : ''}); one that holds all columns can be taken.`);
  const layers: LayerSpec[] = [];
  const weights: number[] = [];
  const visited = new Set<ReadNode>();
  const inputs = widthsOf(firstDense, constantNumbers(graph, firstDense.input[1], firstDense.opType!)).inputs;
  let scaling: Scaling | null = null;
  let current = isOurs ? (firstDense.input[0] ?? '') : starts[0]!;
  for (let next = after(current); next; next = after(current)) {
    visited.add(next);
    const { opType = '', domain = '', output } = next;
    let last = next;
    if (!domains.has(domain)) throw refused(`The graph uses the operator ${show(opType)} of ${show(domain)}, which Trainyard does not know.`);
    if (opType === 'Gemm') dense(next, next.input[2] ? constantNumbers(graph, next.input[2], 'Gemm') : null);
    else if (opType === 'MatMul') {
      const add = nodes.find((node) => node.opType === 'Add' && node.input.includes(output[0] ?? ''));
      if (add) visited.add(add);
      dense(next, add ? constantNumbers(graph, add.input.find((name) => name !== output[0]), 'Add') : null);
      last = add ?? next;
    } else if (scalingOperators.has(opType)) {
      if (layers.length > 0) throw misplaced(opType);
      scaling = scaledBy(scaling, graph, next, current, inputs);
    } else if (!passing.has(opType)) layers.push(activation(next));
    else if (!keepsNumbers(next)) throw misplaced(opType);
    current = last.output[0] ?? '';
  }
  const head = layers.at(-1)?.layer;
  const several = (layers.findLast((spec) => spec.layer === 'dense')?.units ?? 0) > 1;
  if (!isOurs) checkLabels(graph, nodes.filter((node) => !visited.has(node)), { end: current, head, hasClasses: head === 'softmax' || (head === 'sigmoid' && !several) || (head === 'dense' && several), visited, keepsNumbers });
  return { layers, weights, scaling, inputs };

  /** The node that goes on with the network from here. */
  function after(name: string): ReadNode | undefined {
    const users = nodes.filter((node) => !visited.has(node) && node.input.includes(name));
    const main = users.filter(({ opType = '' }) => !labelling.has(opType) || (layers.length === 0 && (passing.has(opType) || opType === 'Sub')));
    if (main.length > 1) throw refused(`The graph branches after ${show(name)}; only layers one after the other can be taken.`);
    if (main[0]) return main[0];
    // Between layers a graph may pass numbers on; behind the last one that belongs to what makes labels of them.
    const through = users.length === 1 && passing.has(users[0]!.opType ?? '') && keepsNumbers(users[0]!) ? users[0]! : undefined;
    return through && layers.at(-1)?.layer !== 'softmax' ? through : undefined;
  }

  function dense(node: ReadNode, bias: NumberTensor | null): void {
    if (node.opType === 'Gemm' && (numberAttribute(node, 'alpha', 1) !== 1 || numberAttribute(node, 'beta', 1) !== 1 || numberAttribute(node, 'transA', 0) !== 0)) throw refused('A Gemm with alpha, beta or transA cannot be taken.');
    const weight = constantNumbers(graph, node.input[1], node.opType!);
    const { inputs: width, units, transposed } = widthsOf(node, weight);
    if (bias && !isRowOf(bias, units)) throw refused(`The bias of a dense layer has ${bias.values.length} numbers of shape [${bias.dims.join(', ')}]; ${units} are needed.`);
    const before = layers.findLast((spec) => spec.layer === 'dense')?.units ?? inputs;
    if (before !== width) throw refused(`A dense layer takes ${width} inputs, but the one before gives ${before}.`);
    for (let i = 0; i < width; i++) for (let j = 0; j < units; j++) weights.push(weight.values[transposed ? j * width + i : i * units + j]!);
    for (let j = 0; j < units; j++) weights.push(bias?.values[bias.values.length === 1 ? 0 : j] ?? 0);
    layers.push({ layer: 'dense', units, init: 'heNormal' });
    if (layers.length > mostLayers) throw refused(`The network has more than ${mostLayers} layers.`);
  }
}

function widthsOf(node: ReadNode, { dims }: NumberTensor): { inputs: number; units: number; transposed: boolean } {
  if (dims.length !== 2) throw refused(`The weights of a dense layer must have two dimensions, not ${dims.length}.`);
  const transposed = node.opType === 'Gemm' && numberAttribute(node, 'transB', 0) === 1;
  const [inputs, units] = transposed ? [dims[1]!, dims[0]!] : [dims[0]!, dims[1]!];
  if (inputs < 1 || units < 1) throw refused('A dense layer without inputs or units cannot be taken.');
  return { inputs, units, transposed };
}

const FLOAT = 1;
const DOUBLE = 11;

/** Not where it rounds to whole numbers, or makes one row of all. */
function keepsNumbers(node: ReadNode): boolean {
  if (node.opType === 'Cast') return [FLOAT, DOUBLE].includes(numberAttribute(node, 'to', FLOAT));
  return node.opType !== 'Flatten' || [1, -1].includes(numberAttribute(node, 'axis', 1));
}

function activation(node: ReadNode): LayerSpec {
  const { opType = '' } = node;
  switch (opType) {
    case 'Relu': return { layer: 'relu' };
    case 'LeakyRelu': return { layer: 'leakyRelu', slope: numberAttribute(node, 'alpha', 0.01) };
    case 'Sigmoid': return { layer: 'sigmoid' };
    case 'Tanh': return { layer: 'tanh' };
    case 'Softmax': {
      const axis = numberAttribute(node, 'axis', 1);
      if (axis !== 1 && axis !== -1) throw refused(`A Softmax over the axis ${axis} cannot be taken; Trainyard’s runs over the classes of a row.`);
      return { layer: 'softmax' };
    }
    default: throw refused(`The graph uses the operator ${show(opType)}; Trainyard has layers for Gemm, MatMul with Add, Relu, LeakyRelu, Sigmoid, Tanh, Softmax and Dropout.`);
  }
}

const misplaced = (opType: string) => refused(`The graph uses the operator ${show(opType)} in a place where Trainyard has no layer for it.`);
