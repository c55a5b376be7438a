import type { FeaturePlan } from '../../../data/feature-plan.ts';
import type { LossName } from '../../../nn/spec.ts';
import { refused } from '../incoming/checked-json.ts';
import type { IncomingModel } from '../incoming/incoming.ts';
import { networkOf } from '../incoming/network-of.ts';
import { describedModel, finiteWeights, weightsHash } from '../incoming/read-model.ts';
import { checkOwnGraph } from './check-own-graph.ts';
import { graphOf, type Graph, type GraphParts } from './graph.ts';
import { modelType } from './schema.ts';
import { walkLayers, type Walked } from './walk-layers.ts';
import type { GraphMessage } from './write.ts';

interface ReadModel {
  producerName?: string;
  metadataProps?: { key?: string; value?: string }[];
  graph?: GraphParts;
}

/**
 * Reads an ONNX file made of the layers that we have: Gemm or MatMul + Add, Relu, LeakyRelu, Sigmoid, Tanh, Softmax, after
 * a Scaler or Add, Sub, Div and Mul by constants, as PyTorch and scikit-learn export them; and our own, by their metadata.
 */
export function readOnnx(file: Uint8Array): IncomingModel {
  const model = decode(file);
  const graph = graphOf(model.graph);
  const ours = new Map((model.metadataProps ?? []).map(({ key, value }) => [key ?? '', value ?? '']));
  const isOurs = model.producerName === 'Trainyard' && ours.has('features');
  const walked = walkLayers(graph, isOurs);
  if (isOurs) return own(model.graph as GraphMessage, (key) => ours.get(key), walked.weights);
  return foreign(graph, walked);
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

function foreign(graph: Graph, { layers: walked, weights, scaling, inputs }: Walked): IncomingModel {
  const layers = [...walked];
  const notes: string[] = [];
  const outputs = layers.findLast((spec) => spec.layer === 'dense')!.units!;
  const last = layers.at(-1)!.layer;
  if (last === 'dense' && outputs > 1) {
    layers.push({ layer: 'softmax' });
    notes.push('The graph ends in several numbers without a softmax. They were taken for the logits of classes, and a softmax was added.');
  }
  const head = layers.at(-1)!.layer;
  const loss: LossName = head === 'softmax' ? 'crossEntropy' : head === 'sigmoid' && outputs === 1 ? 'binaryCrossEntropy' : 'meanSquaredError';
  const classes = loss === 'meanSquaredError' ? [] : classNames(graph, loss === 'crossEntropy' ? outputs : 2);
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

/** What ZipMap or the lookup of labels names the classes, else their numbers. */
function classNames({ nodes, constants }: Graph, count: number): string[] {
  const zip = nodes.find(({ opType }) => opType === 'ZipMap');
  for (const { name, strings, ints } of zip?.attribute ?? []) {
    if (name === 'classlabels_strings' && strings?.length === count) return checked(strings.map((bytes) => Buffer.from(bytes).toString()));
    if (name === 'classlabels_int64s' && ints?.length === count) return checked(ints.map(String));
  }
  const lookup = nodes.find(({ opType }) => opType === 'ArrayFeatureExtractor' || opType === 'Gather');
  const labels = constants.get(lookup?.input[0] ?? '');
  if (labels?.stringData?.length === count) return checked(labels.stringData.map((bytes) => Buffer.from(bytes).toString()));
  for (const numbers of [labels?.int64Data, labels?.int32Data]) if (numbers?.length === count) return checked(numbers.map(String));
  return Array.from({ length: count }, (_, i) => String(i));
}

function checked(names: string[]): string[] {
  if (new Set(names).size !== names.length) throw refused('Two classes have the same name.');
  return names.map((name) => name.slice(0, 1000));
}
