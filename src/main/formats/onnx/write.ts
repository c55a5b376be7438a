import { denseWeights, describeModel, type SavedModel } from '../saved-model.ts';
import { createGraphBuilder, mlDomain, valueInfo, type GraphBuilder, type Value } from './graph-builder.ts';
import { addPreprocessing } from './preprocess.ts';
import { modelType, type NodeMessage, type TensorMessage, type ValueInfoMessage } from './schema.ts';

/** The lowest that have all we use: `Where` and `IsNaN` came with operator set 9, which came with IR version 4. */
const OPSET = 9;
const IR_VERSION = 4;
/** `LabelEncoder` between texts and numbers came with version 2 of the classical operators. */
const ML_OPSET = 2;

/**
 * The model as one ONNX file, from raw columns to `probabilities` (`[rows, classes]`) and `label` (text), or to
 * `prediction` (`[rows, 1]`) for a regression.
 */
export function writeOnnx(model: SavedModel): Uint8Array {
  const graph = modelGraph(model);
  const usesMl = graph.node.some((node) => node.domain === mlDomain);
  return modelType.encode(modelType.fromObject({
    irVersion: IR_VERSION,
    producerName: 'Trainyard',
    opsetImport: [{ domain: '', version: OPSET }, ...(usesMl ? [{ domain: mlDomain, version: ML_OPSET }] : [])],
    metadataProps: Object.entries(describeModel(model)).map(([key, value]) => ({ key, value })),
    graph: { name: 'trainyard', ...graph },
  })).finish();
}

/** What is computed, as a protobuf message. */
export interface GraphMessage {
  node: NodeMessage[];
  initializer: TensorMessage[];
  input: ValueInfoMessage[];
  output: ValueInfoMessage[];
}

type Computed = Pick<SavedModel, 'config' | 'features' | 'network' | 'weights'>;

export function modelGraph(model: Computed): GraphMessage {
  const graph = createGraphBuilder(new Set(model.features.inputs.map((input) => input.column)));
  const { columns, x } = addPreprocessing(graph, model.features);
  const outputs = addOutputs(graph, addNetwork(graph, model, x), model);
  return { node: graph.nodes, initializer: graph.initializers, input: columns.map(valueInfo), output: outputs.map(valueInfo) };
}

function addNetwork(graph: GraphBuilder, model: Computed, x: string): string {
  const dense = new Map(denseWeights(model).map((layer) => [layer.shape.at, layer]));
  return model.network.reduce((input, { at, spec }) => {
    switch (spec.layer) {
      case 'dense': {
        const { shape, weight, bias } = dense.get(at)!;
        return graph.node('Gemm', [input, graph.floats(`${at}.weight`, [shape.inputs, shape.units], weight), graph.floats(`${at}.bias`, [shape.units], bias)]);
      }
      case 'relu': return graph.node('Relu', [input]);
      case 'leakyRelu': return graph.node('LeakyRelu', [input], { alpha: { float: spec.slope } });
      case 'sigmoid': return graph.node('Sigmoid', [input]);
      case 'tanh': return graph.node('Tanh', [input]);
      case 'softmax': return graph.node('Softmax', [input], { axis: { int: 1 } });
      case 'dropout': return input;
    }
  }, x);
}

function addOutputs(graph: GraphBuilder, y: string, { config, features, network }: Computed): Value[] {
  const { classes, task } = features.target;
  if (task === 'regression') {
    const prediction: Value = { name: graph.outputName('prediction'), type: 'float', columns: network.at(-1)!.units };
    graph.node('Identity', [y], {}, { output: prediction.name });
    return [prediction];
  }
  const probabilities: Value = { name: graph.outputName('probabilities'), type: 'float', columns: classes.length };
  const label: Value = { name: graph.outputName('label'), type: 'string', columns: 0 };
  if (config.loss === 'binaryCrossEntropy') {
    const negative = graph.node('Sub', [graph.floats('one', [1, 1], Float32Array.of(1)), y]);
    graph.node('Concat', [negative, y], { axis: { int: 1 } }, { output: probabilities.name });
  } else graph.node('Identity', [y], {}, { output: probabilities.name });
  const best = graph.node('ArgMax', [probabilities.name], { axis: { int: 1 }, keepdims: { int: 0 } });
  graph.node('Gather', [graph.strings('classes', classes), best], { axis: { int: 0 } }, { output: label.name });
  return [label, probabilities];
}
