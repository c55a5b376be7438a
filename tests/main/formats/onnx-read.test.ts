import { describe, expect, it } from 'vitest';
import { readOnnx } from '../../../src/main/formats/onnx/read.ts';
import { modelType } from '../../../src/main/formats/onnx/schema.ts';
import { writeOnnx } from '../../../src/main/formats/onnx/write.ts';
import { foreignOnnx as torch, onnxFile as onnx, onnxTensor as tensor, type OnnxNode, type OnnxTensor } from '../../support/foreign-onnx.ts';
import { builtInTable, savedModel } from '../../support/saved-model.ts';

/** As skl2onnx writes a StandardScaler before an MLPClassifier. */
const sklearn = () => onnx([
  { opType: 'Scaler', domain: 'ai.onnx.ml', input: ['X'], output: ['variable'], attribute: [{ name: 'offset', type: 6, floats: [1, 2] }, { name: 'scale', type: 6, floats: [0.5, 0.25] }] },
  { opType: 'Cast', input: ['variable'], output: ['cast_input'] },
  { opType: 'MatMul', input: ['cast_input', 'coefficient'], output: ['mul_result'] },
  { opType: 'Add', input: ['mul_result', 'intercepts'], output: ['add_result'] },
  { opType: 'Softmax', input: ['add_result'], output: ['out_activations_result'] },
  { opType: 'ArgMax', input: ['out_activations_result'], output: ['argmax_output'] },
  { opType: 'ArrayFeatureExtractor', domain: 'ai.onnx.ml', input: ['classes', 'argmax_output'], output: ['array_feature_extractor_result'] },
  { opType: 'Reshape', input: ['array_feature_extractor_result', 'shape_tensor'], output: ['label'] },
  { opType: 'ZipMap', domain: 'ai.onnx.ml', input: ['out_activations_result'], output: ['output_probability'], attribute: [{ name: 'classlabels_strings', type: 8, strings: [Buffer.from('no'), Buffer.from('yes')] }] },
], [tensor('coefficient', [2, 2], 1, 2, 3, 4), tensor('intercepts', [2], 5, 6)], ['X']);

describe('ONNX made by others', () => {
  it('is taken as PyTorch exports it: Gemm with transB', () => {
    const { config, weights, features } = readOnnx(torch());
    expect(config).toMatchObject({ loss: 'binaryCrossEntropy', network: [{ layer: 'dense', units: 3 }, { layer: 'relu' }, { layer: 'dense', units: 1 }, { layer: 'sigmoid' }] });
    expect([...weights]).toEqual([1, 3, 5, 2, 4, 6, 7, 8, 9, 10, 11, 12, 13]);
    expect(features.inputs).toHaveLength(2);
  });

  it('is taken as scikit-learn’s converter writes it: scaler, MatMul and Add, class names', () => {
    const { config, weights, features } = readOnnx(sklearn());
    expect(config).toMatchObject({ loss: 'crossEntropy', network: [{ layer: 'dense', units: 2 }, { layer: 'softmax' }] });
    expect([...weights]).toEqual([1, 2, 3, 4, 5, 6]);
    expect(features.inputs).toMatchObject([{ offset: 1, scale: 2 }, { offset: 2, scale: 4 }]);
    expect(features.target.classes).toEqual(['no', 'yes']);
  });

  it('is taken with what it does to its inputs first, by one number for all or one for each', () => {
    const file = onnx([
      { opType: 'Div', input: ['input', 'by'], output: ['a'] }, { opType: 'Mul', input: ['range', 'a'], output: ['b'] }, { opType: 'Add', input: ['b', 'low'], output: ['c'] },
      { opType: 'Gemm', input: ['c', 'w'], output: ['y'] },
    ], [tensor('by', [], 2), tensor('range', [1, 2], 4, 8), tensor('low', [2], 1, 2), tensor('w', [2, 1], 1, 1)]);
    expect(readOnnx(file).features.inputs).toMatchObject([{ offset: -0.5, scale: 0.5 }, { offset: -0.5, scale: 0.25 }]);
  });

  it('is taken as scikit-learn’s converter writes two classes: one minus the probability beside it, and the numbers of the classes', () => {
    const file = onnx([
      { opType: 'Gemm', input: ['input', 'w'], output: ['logit'] }, { opType: 'Sigmoid', input: ['logit'], output: ['p'] },
      { opType: 'Sub', input: ['unity', 'p'], output: ['q'] }, { opType: 'Concat', input: ['q', 'p'], output: ['both'] }, { opType: 'ArgMax', input: ['both'], output: ['at'] },
      { opType: 'ArrayFeatureExtractor', domain: 'ai.onnx.ml', input: ['classes', 'at'], output: ['found'] }, { opType: 'Cast', input: ['found'], output: ['label'], attribute: [{ name: 'to', type: 2, i: 7 }] },
    ], [tensor('w', [1, 1], 1), tensor('unity', [1], 1), { name: 'classes', dims: [2], dataType: 7, int64Data: [3, 5] }]);
    expect(readOnnx(file)).toMatchObject({ config: { loss: 'binaryCrossEntropy' }, features: { target: { classes: ['3', '5'] } } });
  });

  /** A layer of two inputs and two units, and what comes behind it. */
  const behind = (...nodes: OnnxNode[]) => onnx([{ opType: 'Gemm', input: ['input', 'w'], output: ['y'] }, ...nodes], [tensor('w', [2, 2], 1, 2, 3, 4), tensor('c', [2], 2, 2)]);
  it.each<[string, Uint8Array, RegExp]>([
    ['a product', behind({ opType: 'Mul', input: ['y', 'c'], output: ['z'] }), /operator "Mul" in a place/],
    ['a difference', behind({ opType: 'Sub', input: ['c', 'y'], output: ['z'] }), /operator "Sub" in a place/],
    ['rounding', behind({ opType: 'Cast', input: ['y'], output: ['z'], attribute: [{ name: 'to', type: 2, i: 7 }] }), /operator "Cast" in a place/],
    ['one of its numbers alone', behind({ opType: 'Gather', input: ['y', 'first'], output: ['z'] }), /operator "Gather" in a place/],
    ['an operator of another domain', behind({ opType: 'Relu', domain: 'com.example', input: ['y'], output: ['z'] }), /operator "Relu" of "com.example"/],
  ])('is refused where it makes other numbers of what its layers give: %s', (_, file, says) => {
    expect(() => readOnnx(file)).toThrow(says);
  });

  it('is refused where its columns come one by one, or its output from the middle', () => {
    const relu = [{ opType: 'Gemm', input: ['input', 'w'], output: ['y'] }, { opType: 'Relu', input: ['y'], output: ['z'] }, { opType: 'Gemm', input: ['z', 'w'], output: ['end'] }];
    const file = (inputs: string[], outputs: string[]) => onnx(relu, [tensor('w', [1, 1], 1)], inputs, outputs);
    expect(() => readOnnx(file(['input', 'age'], ['end']))).toThrow(/2 inputs \("input", "age"\)/);
    expect(() => readOnnx(file(['input'], ['z']))).toThrow(/output "z" comes from the middle/);
    expect(readOnnx(file(['input'], ['z', 'end'])).weights).toHaveLength(4);
  });

  const dense = (weight: OnnxTensor) => onnx([{ opType: 'Gemm', input: ['input', 'w'], output: ['y'] }], [weight]);
  it.each<[string, Uint8Array, RegExp]>([
    ['external data', dense({ ...tensor('w', [1, 1]), dataLocation: 1, externalData: [{ key: 'location', value: '/etc/passwd' }] }), /"w" lies in another file/],
    ['a short tensor', dense(tensor('w', [2, 1], 1)), /"w" of shape \[2, 1\] needs 2 numbers, but has 1/],
    ['a shape beyond all memory', dense(tensor('w', [2 ** 31, 2 ** 31], 1)), /too large/],
    ['NaN weights', dense(tensor('w', [1, 1], NaN)), /"w" holds NaN at position 0/],
    ['an operator that is no layer', onnx([{ opType: 'Conv', input: ['input'], output: ['y'] }, { opType: 'Gemm', input: ['y', 'w'], output: ['z'] }], [tensor('w', [1, 1], 1)]), /operator "Conv"/],
    ['a tensor that is there twice', onnx([{ opType: 'Gemm', input: ['input', 'w'], output: ['y'] }], [tensor('w', [1, 1], 1), tensor('w', [1, 1], 2)]), /"w" is there twice/],
    ['external data of a Constant', onnx([{ opType: 'Constant', input: [], output: ['w'], attribute: [{ name: 'value', type: 4, t: { ...tensor('w', [1, 1]), externalData: [{ key: 'location', value: '../secret' }] } }] }, { opType: 'Gemm', input: ['input', 'w'], output: ['y'] }], []), /"w" lies in another file/],
    ['a negative dimension', dense({ ...tensor('w', [-1, 1], 1) }), /"w" has a shape that cannot be/],
    ['raw bytes that are too short', dense({ name: 'w', dims: [2, 2], dataType: 1, rawData: new Uint8Array(12) }), /"w" needs 16 bytes, but has 12/],
    ['a softmax over the rows', onnx([{ opType: 'Gemm', input: ['input', 'w'], output: ['y'] }, { opType: 'Softmax', input: ['y'], output: ['z'], attribute: [{ name: 'axis', type: 2, i: 0 }] }], [tensor('w', [1, 2], 1, 1)]), /axis 0/],
    ['a truncated varint', Uint8Array.of(0x08, 0xff, 0xff), /protobuf cannot be read/],
    ['deeply nested groups', new Uint8Array(1_000_000).fill(0x0b), /protobuf cannot be read|nested too deeply/],
  ])('is refused for %s', (_, file, says) => {
    expect(() => readOnnx(file)).toThrow(says);
  });
});

interface Decoded {
  metadataProps: { key: string; value: string }[];
  graph: { node: { opType: string; attribute: { f?: number }[] }[]; initializer: { name: string; rawData: Uint8Array; stringData: Uint8Array[] }[] };
}

describe('ONNX that calls itself ours', () => {
  const { table, target } = builtInTable('iris');
  const { model } = savedModel(table, target, { network: [{ layer: 'dense', units: 3 }, { layer: 'leakyRelu' }, { layer: 'dense' }, { layer: 'softmax' }] });
  const changed = (change: (file: Decoded) => void): Uint8Array => {
    const file = modelType.toObject(modelType.decode(writeOnnx(model)), { longs: Number, arrays: true }) as Decoded;
    change(file);
    return modelType.encode(modelType.fromObject(file)).finish();
  };
  const metadata = (key: string, change: (text: string) => string) => changed(({ metadataProps }) => {
    const entry = metadataProps.find((one) => one.key === key)!;
    entry.value = change(entry.value);
  });
  const initializer = (file: Decoded, name: RegExp) => file.graph.initializer.find((one) => name.test(one.name))!;

  it('is taken with all that its metadata say where they say what the graph computes', () => {
    const read = readOnnx(changed(() => {}));
    expect(read).toMatchObject({ name: model.name, features: model.features, config: model.config, notes: [] });
    expect(read.weights).toEqual(model.weights);
  });

  it.each<[string, () => Uint8Array, RegExp]>([
    ['another scaling in the metadata', () => metadata('features', (text) => text.replace(/"scale":[\d.]+/, '"scale":2')), /tensor "scale_\d+" is another one/],
    ['other classes in the metadata', () => metadata('features', (text) => text.replace('setosa', 'rosa')), /tensor "classes_\d+" is another one/],
    ['another column in the metadata', () => metadata('features', (text) => text.replaceAll('sepal_width_cm', 'sepal_breadth_cm')), /input "sepal_width_cm" is another one/],
    ['another slope in the config', () => metadata('config', (text) => text.replace('"slope":0.01', '"slope":0.5')), /node "LeakyRelu_\d+" is another one/],
    ['another activation in the config', () => metadata('config', (text) => text.replace('{"layer":"leakyRelu","slope":0.01}', '{"layer":"relu"}')), /node "LeakyRelu_\d+" is another one/],
    ['a config with another width', () => metadata('config', (text) => text.replace('"units":3', '"units":4')), /another network than the graph has/],
    ['another scaling in the graph', () => changed((file) => { initializer(file, /^offset/).rawData[7]! ^= 1; }), /tensor "offset_\d+" is another one/],
    ['another class name in the graph', () => changed((file) => { initializer(file, /^classes/).stringData[0] = Buffer.from('rosa'); }), /tensor "classes_\d+" is another one/],
    ['a node more', () => changed(({ graph }) => { graph.node.push({ opType: 'Identity', attribute: [] }); }), /node "" is not part of it/],
    ['other weights', () => changed((file) => { initializer(file, /^0.weight/).rawData[1]! ^= 1; }), /do not match weightsSha256/],
    ['a column that is there twice', () => metadata('features', (text) => text.replaceAll('sepal_width_cm', 'sepal_length_cm')), /features in the ONNX metadata: .*"sepal_length_cm" is there twice/],
    ['a field __proto__', () => metadata('features', (text) => text.replace('{', '{"__proto__":{"version":1},')), /__proto__/],
    ['metadata with a field twice', () => metadata('features', (text) => text.replace('"version":1', '"version":1,"version":1')), /"version" twice/],
  ])('is refused for %s', (_, file, says) => {
    expect(() => readOnnx(file())).toThrow(says);
  });
});
