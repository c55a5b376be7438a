import type { FeaturePlan } from '../../../data/feature-plan.ts';
import type { LayerSpec, LossName } from '../../../nn/spec.ts';
import { refused } from '../incoming/checked-json.ts';
import type { IncomingModel } from '../incoming/incoming.ts';
import { networkOf } from '../incoming/network-of.ts';
import { describedModel, finiteWeights, weightsHash } from '../incoming/read-model.ts';
import { checkOwnGraph } from './check-own-graph.ts';
import { modelType } from './schema.ts';
import type { GraphMessage } from './write.ts';
import { numbersOf, type NumberTensor, type ReadTensor } from './tensor-values.ts';

interface ReadNode {
  opType?: string;
  input: string[];
  output: string[];
  attribute: { name?: string; f?: number; i?: number; t?: ReadTensor; floats?: number[]; ints?: number[]; strings?: Uint8Array[] }[];
}

interface ReadModel {
  producerName?: string;
  metadataProps?: { key?: string; value?: string }[];
  graph?: { node: ReadNode[]; initializer: ReadTensor[]; input: { name?: string }[] };
}

interface Graph {
  nodes: ReadNode[];
  constants: Map<string, ReadTensor>;
  /** the graph's input */
  start: string;
}

/** Before the network: these leave the numbers as they are. */
const passing = new Set(['Cast', 'Identity', 'Flatten', 'Reshape', 'Dropout']);
/** After it: these make labels and tables of what comes out. */
const tail = new Set(['ArgMax', 'ArrayFeatureExtractor', 'Cast', 'Concat', 'Constant', 'Gather', 'Identity', 'Reshape', 'Squeeze', 'Sub', 'ZipMap', 'Greater', 'Where', 'Not', 'LabelEncoder']);
const mostNodes = 10_000;

/**
 * Reads an ONNX file made of the layers that we have: Gemm or MatMul + Add, Relu, LeakyRelu, Sigmoid, Tanh, Softmax, after
 * a Scaler or Sub, Div and Mul by constants, as PyTorch and scikit-learn export them; and our own, by their metadata.
 */
export function readOnnx(file: Uint8Array): IncomingModel {
  const model = decode(file);
  const graph = graphOf(model);
  const ours = new Map((model.metadataProps ?? []).map(({ key, value }) => [key ?? '', value ?? '']));
  const isOurs = model.producerName === 'Trainyard' && ours.has('features');
  const { layers, weights, scaling } = walk(graph, isOurs);
  if (isOurs) return own(model.graph as GraphMessage, (key) => ours.get(key), weights);
  return foreign(graph, layers, weights, scaling);
}

/** The weights are the graph's. All else is taken from the metadata once it has proved to be what the graph computes. */
function own(graph: GraphMessage, text: (key: string) => string | undefined, values: number[]): IncomingModel {
  const { weightsSha256, ...about } = describedModel(text, 'the ONNX metadata');
  const network = networkOf(about.config.network, about.features, about.config.loss);
  if (network.reduce((sum, { parameters }) => sum + parameters, 0) !== values.length) throw refused('The ONNX metadata describe another network than the graph has.');
  const weights = finiteWeights(values, network);
  checkOwnGraph(graph, { ...about, network, weights });
  if (weightsSha256 !== null && weightsSha256 !== weightsHash(weights)) throw refused('The weights of the graph do not match weightsSha256 in the ONNX metadata: one of them was changed after Trainyard wrote the file.');
  return { kind: 'onnx', ...about, weights, notes: [] };
}

function decode(file: Uint8Array): ReadModel {
  try {
    return modelType.toObject(modelType.decode(file), { longs: Number, arrays: true, defaults: false });
  } catch {
    throw refused('This is not an ONNX file, or it is damaged: its protobuf cannot be read.');
  }
}

function graphOf({ graph }: ReadModel): Graph {
  if (!graph || graph.node.length === 0) throw refused('The ONNX file has no graph.');
  if (graph.node.length > mostNodes) throw refused(`The graph has ${graph.node.length} nodes; ${mostNodes} are read at most.`);
  const constants = new Map<string, ReadTensor>();
  const define = (name: string, tensor: ReadTensor) => {
    if (constants.has(name)) throw refused(`The tensor ${show(name)} is there twice.`);
    constants.set(name, tensor);
  };
  for (const tensor of graph.initializer) define(tensor.name ?? '', tensor);
  for (const { opType, output, attribute } of graph.node) if (opType === 'Constant' && attribute[0]?.t && output[0] !== undefined) define(output[0], { ...attribute[0].t, name: output[0] });
  const start = graph.input.find(({ name }) => !constants.has(name ?? ''))?.name;
  if (start === undefined) throw refused('The graph has no input.');
  return { nodes: graph.node, constants, start };
}

interface Scaling {
  offset: Float64Array;
  scale: Float64Array;
}

interface Walked {
  layers: LayerSpec[];
  weights: number[];
  /** what was done to the inputs before the first dense layer */
  scaling: Scaling | null;
}

function walk({ nodes, constants, start }: Graph, isOurs: boolean): Walked {
  const number = (name: string | undefined, what: string): NumberTensor => {
    const tensor = constants.get(name ?? '');
    if (!tensor) throw refused(`${what} needs a constant tensor, but ${show(name ?? '')} is none.`);
    return numbersOf(tensor);
  };
  const firstDense = nodes.find(({ opType }) => opType === 'Gemm' || opType === 'MatMul');
  if (!firstDense) throw refused('The graph has no Gemm and no MatMul, so it has no layer of ours.');
  const layers: LayerSpec[] = [];
  const weights: number[] = [];
  const visited = new Set<ReadNode>();
  let scaling: Scaling | null = null;
  let current = isOurs ? (firstDense.input[0] ?? '') : start;
  for (let next = after(current); next; next = after(current)) {
    visited.add(next);
    const { opType = '', input, output } = next;
    if (opType === 'Gemm') dense(next, number(input[1], 'Gemm'), input[2] ? number(input[2], 'Gemm') : null);
    else if (opType === 'MatMul') {
      const add = nodes.find((node) => node.opType === 'Add' && node.input.includes(output[0] ?? ''));
      if (add) visited.add(add);
      dense(next, number(input[1], 'MatMul'), add ? number(add.input.find((name) => name !== output[0]), 'Add') : null);
      current = (add ?? next).output[0] ?? '';
      continue;
    } else if (['Sub', 'Div', 'Mul', 'Scaler'].includes(opType)) scaling = scaled(scaling, next, number);
    else if (!passing.has(opType)) layers.push(activation(next));
    current = output[0] ?? '';
  }
  for (const node of nodes) if (!isOurs && !visited.has(node) && !tail.has(node.opType ?? '')) throw refused(`The graph uses the operator ${show(node.opType ?? '')} in a place where Trainyard has no layer for it.`);
  return { layers, weights, scaling };

  /** The node that goes on with the network from here. */
  function after(name: string): ReadNode | undefined {
    const users = nodes.filter((node) => !visited.has(node) && node.input.includes(name));
    const main = users.filter(({ opType = '' }) => !tail.has(opType) || (layers.length === 0 && (passing.has(opType) || opType === 'Sub')));
    if (main.length > 1) throw refused(`The graph branches after ${show(name)}; only layers one after the other can be taken.`);
    if (main[0]) return main[0];
    // Between layers a graph may pass numbers on; behind the last one that belongs to what makes labels of them.
    const through = users.length === 1 && passing.has(users[0]!.opType ?? '') ? users[0]! : undefined;
    return through && layers.at(-1)?.layer !== 'softmax' ? through : undefined;
  }

  function dense(node: ReadNode, weight: NumberTensor, bias: NumberTensor | null): void {
    const at = (name: string, otherwise: number) => { const found = node.attribute.find((one) => one.name === name); return found?.f ?? found?.i ?? otherwise; };
    if (node.opType === 'Gemm' && (at('alpha', 1) !== 1 || at('beta', 1) !== 1 || at('transA', 0) !== 0)) throw refused('A Gemm with alpha, beta or transA cannot be taken.');
    if (weight.dims.length !== 2) throw refused(`The weights of a dense layer must have two dimensions, not ${weight.dims.length}.`);
    const transposed = node.opType === 'Gemm' && at('transB', 0) === 1;
    const [inputs, units] = transposed ? [weight.dims[1]!, weight.dims[0]!] : [weight.dims[0]!, weight.dims[1]!];
    if (inputs < 1 || units < 1) throw refused('A dense layer without inputs or units cannot be taken.');
    if (bias && bias.values.length !== units) throw refused(`The bias of a dense layer has ${bias.values.length} numbers; ${units} are needed.`);
    const before = widthOf(layers);
    if (before !== null && before !== inputs) throw refused(`A dense layer takes ${inputs} inputs, but the one before gives ${before}.`);
    for (let i = 0; i < inputs; i++) for (let j = 0; j < units; j++) weights.push(weight.values[transposed ? j * inputs + i : i * units + j]!);
    for (let j = 0; j < units; j++) weights.push(bias?.values[j] ?? 0);
    layers.push({ layer: 'dense', units, init: 'heNormal' });
    if (layers.length > 100) throw refused('The network has more than 100 layers.');
  }
}

function widthOf(layers: LayerSpec[]): number | null {
  const last = layers.findLast((spec) => spec.layer === 'dense');
  return last?.layer === 'dense' ? (last.units ?? null) : null;
}

function activation({ opType = '', attribute }: ReadNode): LayerSpec {
  switch (opType) {
    case 'Relu': return { layer: 'relu' };
    case 'LeakyRelu': return { layer: 'leakyRelu', slope: attribute.find(({ name }) => name === 'alpha')?.f ?? 0.01 };
    case 'Sigmoid': return { layer: 'sigmoid' };
    case 'Tanh': return { layer: 'tanh' };
    case 'Softmax': {
      const axis = attribute.find(({ name }) => name === 'axis')?.i ?? 1;
      if (axis !== 1 && axis !== -1) throw refused(`A Softmax over the axis ${axis} cannot be taken; Trainyard’s runs over the classes of a row.`);
      return { layer: 'softmax' };
    }
    default: throw refused(`The graph uses the operator ${show(opType)}; Trainyard has layers for Gemm, MatMul with Add, Relu, LeakyRelu, Sigmoid, Tanh, Softmax and Dropout.`);
  }
}

/** `(x − offset) / scale`, from one step more. */
function scaled(before: Scaling | null, { opType, input, attribute }: ReadNode, number: (name: string | undefined, what: string) => NumberTensor): Scaling {
  if (opType === 'Scaler') {
    const floats = (name: string) => Float64Array.from(attribute.find((one) => one.name === name)?.floats ?? []);
    if (before) throw refused('A Scaler after other scaling cannot be taken.');
    return { offset: floats('offset'), scale: floats('scale').map((value) => 1 / value) };
  }
  const values = Float64Array.from(number(input[1], opType ?? '').values);
  const scale = before?.scale ?? new Float64Array(values.length).fill(1);
  const offset = before?.offset ?? new Float64Array(values.length);
  if (values.length !== scale.length) throw refused(`${opType} before the first layer has ${values.length} numbers, where ${scale.length} are needed.`);
  if (opType === 'Sub') return { scale, offset: offset.map((value, i) => value + values[i]! * scale[i]!) };
  return { offset, scale: scale.map((value, i) => (opType === 'Div' ? value * values[i]! : value / values[i]!)) };
}

function foreign(graph: Graph, walked: LayerSpec[], weights: number[], scaling: Scaling | null): IncomingModel {
  const layers = [...walked];
  const notes: string[] = [];
  const outputs = widthOf(layers)!;
  const last = layers.at(-1)!.layer;
  if (last === 'dense' && outputs > 1) {
    layers.push({ layer: 'softmax' });
    notes.push('The graph ends in several numbers without a softmax. They were taken for the logits of classes, and a softmax was added.');
  }
  const head = layers.at(-1)!.layer;
  const loss: LossName = head === 'softmax' ? 'crossEntropy' : head === 'sigmoid' && outputs === 1 ? 'binaryCrossEntropy' : 'meanSquaredError';
  const classes = loss === 'meanSquaredError' ? [] : classNames(graph, loss === 'crossEntropy' ? outputs : 2);
  const inputs = inputsOf(layers, weights.length);
  if (scaling && (scaling.offset.length !== inputs || scaling.scale.length !== inputs)) throw refused(`The scaling before the first layer is for ${scaling.offset.length} inputs, but the layer takes ${inputs}.`);
  const features: FeaturePlan = {
    version: 1,
    inputs: Array.from({ length: inputs }, (_, i) => ({ kind: 'number', column: `x${i + 1}`, impute: null, offset: scaling?.offset[i] ?? 0, scale: scaling?.scale[i] ?? 1 })),
    target: { column: 'target', task: classes.length > 0 ? 'classification' : 'regression', classes },
  };
  if (features.inputs.some(({ offset, scale }) => !Number.isFinite(offset) || !Number.isFinite(scale) || scale === 0)) throw refused('The scaling before the first layer has a number that is not finite, or divides by zero.');
  const network = networkOf(layers, features, loss);
  notes.push(`The file names no columns: they were called ${inputs === 1 ? 'x1' : `x1 to x${inputs}`}, in the order of its input.`);
  return { kind: 'onnx', name: 'ONNX model', epoch: 0, config: { network: layers, loss }, weights: finiteWeights(weights, network), features, metrics: {}, dataSet: null, arithmetic: 'unknown', notes };
}

/** Of the first dense layer, from the number of all weights. */
function inputsOf(layers: LayerSpec[], total: number): number {
  const units = layers.flatMap((spec) => (spec.layer === 'dense' ? [spec.units!] : []));
  const later = units.slice(1).reduce((sum, width, i) => sum + (units[i]! + 1) * width, 0);
  return (total - later) / units[0]! - 1;
}

/** What ZipMap or the lookup of labels names the classes, else their numbers. */
function classNames({ nodes, constants }: Graph, count: number): string[] {
  const zip = nodes.find(({ opType }) => opType === 'ZipMap');
  for (const { name, strings, ints } of zip?.attribute ?? []) {
    if (name === 'classlabels_strings' && strings?.length === count) return checked(strings.map((bytes) => Buffer.from(bytes).toString()));
    if (name === 'classlabels_int64s' && ints?.length === count) return checked(ints.map(String));
  }
  const lookup = nodes.find(({ opType }) => opType === 'ArrayFeatureExtractor' || opType === 'Gather');
  const labels = constants.get(lookup?.input[0] ?? '')?.stringData;
  if (labels?.length === count) return checked(labels.map((bytes) => Buffer.from(bytes).toString()));
  return Array.from({ length: count }, (_, i) => String(i));
}

function checked(names: string[]): string[] {
  if (new Set(names).size !== names.length) throw refused('Two classes have the same name.');
  return names.map((name) => name.slice(0, 1000));
}

const show = (name: string) => JSON.stringify(name.slice(0, 60));
