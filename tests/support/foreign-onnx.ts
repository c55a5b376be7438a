import { modelType } from '../../src/main/formats/onnx/schema.ts';

export interface OnnxNode { opType: string; input: string[]; output: string[]; domain?: string; attribute?: object[] }
export interface OnnxTensor { name: string; dims: number[]; dataType: number; floatData?: number[]; int64Data?: number[]; stringData?: Uint8Array[]; rawData?: Uint8Array; externalData?: object[]; dataLocation?: number }

export const onnxTensor = (name: string, dims: number[], ...floatData: number[]): OnnxTensor => ({ name, dims, dataType: 1, floatData });

/** An ONNX file of another program's making. */
export const onnxFile = (node: OnnxNode[], initializer: OnnxTensor[], inputs = ['input'], outputs: string[] = []): Uint8Array =>
  modelType.encode(modelType.fromObject({
    irVersion: 8, producerName: 'another', opsetImport: [{ domain: '', version: 17 }],
    graph: { name: 'g', node, initializer, input: inputs.map((name) => ({ name })), output: outputs.map((name) => ({ name })) },
  })).finish();

/** As `torch.onnx.export` writes `Sequential(Linear(2, 3), ReLU(), Linear(3, 1), Sigmoid())`. */
export const foreignOnnx = (): Uint8Array => onnxFile([
  { opType: 'Gemm', input: ['input', '0.weight', '0.bias'], output: ['/0/Gemm_output_0'], attribute: [{ name: 'alpha', type: 1, f: 1 }, { name: 'beta', type: 1, f: 1 }, { name: 'transB', type: 2, i: 1 }] },
  { opType: 'Relu', input: ['/0/Gemm_output_0'], output: ['/1/Relu_output_0'] },
  { opType: 'Gemm', input: ['/1/Relu_output_0', '2.weight', '2.bias'], output: ['/2/Gemm_output_0'], attribute: [{ name: 'transB', type: 2, i: 1 }] },
  { opType: 'Sigmoid', input: ['/2/Gemm_output_0'], output: ['output'] },
], [onnxTensor('0.weight', [3, 2], 1, 2, 3, 4, 5, 6), onnxTensor('0.bias', [3], 7, 8, 9), onnxTensor('2.weight', [1, 3], 10, 11, 12), onnxTensor('2.bias', [1], 13)]);
