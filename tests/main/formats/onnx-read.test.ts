import { describe, expect, it } from 'vitest';
import { readOnnx } from '../../../src/main/formats/onnx/read.ts';
import { modelType } from '../../../src/main/formats/onnx/schema.ts';

interface Node { opType: string; input: string[]; output: string[]; domain?: string; attribute?: object[] }
type Tensor = { name: string; dims: number[]; dataType: number; floatData?: number[]; stringData?: Uint8Array[]; rawData?: Uint8Array; externalData?: object[]; dataLocation?: number };

const tensor = (name: string, dims: number[], ...floatData: number[]): Tensor => ({ name, dims, dataType: 1, floatData });
const onnx = (node: Node[], initializer: Tensor[], input = 'input'): Uint8Array =>
  modelType.encode(modelType.fromObject({ irVersion: 8, producerName: 'another', opsetImport: [{ domain: '', version: 17 }], graph: { name: 'g', node, initializer, input: [{ name: input }], output: [] } })).finish();

/** As `torch.onnx.export` writes `Sequential(Linear(2, 3), ReLU(), Linear(3, 1), Sigmoid())`. */
const torch = () => onnx([
  { opType: 'Gemm', input: ['input', '0.weight', '0.bias'], output: ['/0/Gemm_output_0'], attribute: [{ name: 'alpha', type: 1, f: 1 }, { name: 'beta', type: 1, f: 1 }, { name: 'transB', type: 2, i: 1 }] },
  { opType: 'Relu', input: ['/0/Gemm_output_0'], output: ['/1/Relu_output_0'] },
  { opType: 'Gemm', input: ['/1/Relu_output_0', '2.weight', '2.bias'], output: ['/2/Gemm_output_0'], attribute: [{ name: 'transB', type: 2, i: 1 }] },
  { opType: 'Sigmoid', input: ['/2/Gemm_output_0'], output: ['output'] },
], [tensor('0.weight', [3, 2], 1, 2, 3, 4, 5, 6), tensor('0.bias', [3], 7, 8, 9), tensor('2.weight', [1, 3], 10, 11, 12), tensor('2.bias', [1], 13)]);

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
], [tensor('coefficient', [2, 2], 1, 2, 3, 4), tensor('intercepts', [2], 5, 6)], 'X');

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

  const dense = (weight: Tensor) => onnx([{ opType: 'Gemm', input: ['input', 'w'], output: ['y'] }], [weight]);
  it.each<[string, Uint8Array, RegExp]>([
    ['external data', dense({ ...tensor('w', [1, 1]), dataLocation: 1, externalData: [{ key: 'location', value: '/etc/passwd' }] }), /"w" lies in another file/],
    ['a short tensor', dense(tensor('w', [2, 1], 1)), /"w" of shape \[2, 1\] needs 2 numbers, but has 1/],
    ['a shape beyond all memory', dense(tensor('w', [2 ** 31, 2 ** 31], 1)), /too large/],
    ['NaN weights', dense(tensor('w', [1, 1], NaN)), /"w" holds NaN at position 0/],
    ['an operator that is no layer', onnx([{ opType: 'Conv', input: ['input'], output: ['y'] }, { opType: 'Gemm', input: ['y', 'w'], output: ['z'] }], [tensor('w', [1, 1], 1)]), /operator "Conv"/],
    ['a tensor that is there twice', onnx([{ opType: 'Gemm', input: ['input', 'w'], output: ['y'] }], [tensor('w', [1, 1], 1), tensor('w', [1, 1], 2)]), /"w" is there twice/],
    ['a truncated varint', Uint8Array.of(0x08, 0xff, 0xff), /protobuf cannot be read/],
    ['deeply nested groups', new Uint8Array(1_000_000).fill(0x0b), /protobuf cannot be read|nested too deeply/],
  ])('is refused for %s', (_, file, says) => {
    expect(() => readOnnx(file)).toThrow(says);
  });
});
