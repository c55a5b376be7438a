import { modelType } from '../../src/main/formats/onnx/schema.ts';
import type { Generator } from '../../src/nn/random.ts';
import { onnxTensor, type OnnxNode, type OnnxTensor } from './foreign-onnx.ts';

export interface RandomOnnx {
  file: Uint8Array;
  /** width of the one input, `X` */
  inputs: number;
  /** for messages */
  operators: string;
}

/** A valid ONNX file whose operators follow one another at random: some of them make a network that we have, most do not. */
export function randomOnnx(chance: Generator): RandomOnnx {
  const below = (limit: number) => chance.int(limit);
  const some = (count: number) => Array.from({ length: count }, () => Math.fround(chance.normal() || 1));
  const nodes: OnnxNode[] = [];
  const tensors: OnnxTensor[] = [];
  const inputs = 1 + below(4);
  let width = inputs;
  let current = 'X';

  function constant(dims: number[]): string {
    const name = `constant ${tensors.length}`;
    tensors.push(onnxTensor(name, dims, ...some(dims.reduce((product, dim) => product * dim, 1))));
    return name;
  }
  function add(opType: string, input: string[], attribute: object[] = [], domain = ''): void {
    const output = `value ${nodes.length}`;
    nodes.push({ opType, input, output: [output], attribute, domain });
    current = output;
  }
  const int = (name: string, i: number) => ({ name, type: 2, i });
  const operand = () => constant([[], [1], [width], [1, width]][below(4)]!);
  const withConstant = (opType: string) => add(opType, below(3) > 0 ? [current, operand()] : [operand(), current]);

  const operators: (() => void)[] = [
    () => {
      const units = 1 + below(4);
      const transposed = below(2);
      add('Gemm', [current, constant(transposed ? [units, width] : [width, units]), constant([[units], [1, units], [1]][below(3)]!)], [int('transB', transposed), { name: 'alpha', type: 1, f: below(8) === 0 ? 0.5 : 1 }]);
      width = units;
    },
    () => {
      const units = 1 + below(4);
      add('MatMul', [current, constant([width, units])]);
      width = units;
      if (below(3) > 0) withConstant('Add');
    },
    ...['Relu', 'LeakyRelu', 'Sigmoid', 'Tanh', 'Identity', 'Flatten'].map((opType) => () => add(opType, [current])),
    () => add('Softmax', [current], [int('axis', below(3) - 1)]),
    () => add('Cast', [current], [int('to', 1)]),
    () => {
      add('Cast', [current], [int('to', 7)]);
      add('Cast', [current], [int('to', 1)]);
    },
    ...['Add', 'Sub', 'Mul', 'Div'].map((opType) => () => withConstant(opType)),
    () => add('Scaler', [current], ['offset', 'scale'].map((name) => ({ name, type: 6, floats: some(below(2) ? 1 : width) })), 'ai.onnx.ml'),
  ];
  for (let left = 1 + below(7); left > 0; left--) operators[below(operators.length)]!();
  const columns = (count: number) => ({ tensorType: { elemType: 1, shape: { dim: [{ dimParam: 'rows' }, { dimValue: count }] } } });
  return {
    inputs, operators: nodes.map(({ opType, input }) => `${opType}(${input.join(', ')})`).join(' '),
    file: modelType.encode(modelType.fromObject({
      irVersion: 8, opsetImport: [{ domain: '', version: 17 }, { domain: 'ai.onnx.ml', version: 2 }],
      graph: { name: 'g', node: nodes, initializer: tensors, input: [{ name: 'X', type: columns(inputs) }], output: [{ name: current, type: columns(width) }] },
    })).finish(),
  };
}
