import type { LayerSpec } from '../../../src/nn/spec.ts';
import type { Stream } from './chance.ts';
import { sigmoid, tanh } from './elementary.ts';
import { f, fma, mapped, matrix, type Matrix } from './float32.ts';

/** A layer by the decision note on arithmetic: its way forward, and back once it went forward. */
export interface Layer {
  forward(x: Matrix, learning: boolean): Matrix;
  backward(d: Matrix): Matrix;
  /** W and b of a dense layer, and their gradients */
  dense?: Dense;
}

export interface Dense {
  W: Matrix;
  b: number[];
  dW: Matrix;
  db: number[];
}

export function dense(W: Matrix, units: number): Layer {
  const own: Dense = { W, b: Array.from({ length: units }, () => 0), dW: [], db: [] };
  let input: Matrix = [];
  return {
    dense: own,
    forward(x) {
      input = x;
      return matrix(x.length, units, (r, n) => own.W.reduce((y, row, k) => fma(x[r]![k]!, row[n]!, y), own.b[n]!));
    },
    backward(d) {
      own.dW = mapped(own.W, (_, k, n) => d.reduce((sum, row, r) => fma(input[r]![k]!, row[n]!, sum), 0));
      own.db = own.b.map((_, n) => d.reduce((sum, row) => f(sum + row[n]!), 0));
      return matrix(d.length, own.W.length, (r, k) => d[r]!.reduce((sum, value, n) => fma(value, own.W[k]![n]!, sum), 0));
    },
  };
}

type Pair = [forward: (x: number) => number, backward: (y: number, d: number) => number];

function pairOf(spec: LayerSpec): Pair {
  switch (spec.layer) {
    case 'relu': return [(x) => (x > 0 ? x : 0), (y, d) => (y > 0 ? d : 0)];
    case 'leakyRelu': {
      const slope = f(spec.slope);
      return [(x) => (x > 0 ? x : f(x * slope)), (y, d) => (y > 0 ? d : f(d * slope))];
    }
    case 'sigmoid': return [(x) => f(sigmoid(x)), (y, d) => f(d * f(y * f(1 - y)))];
    case 'tanh': return [(x) => f(tanh(x)), (y, d) => f(d * fma(-y, y, 1))];
    default: throw new Error(`${spec.layer} is no activation`);
  }
}

export function activation(spec: LayerSpec): Layer {
  const [forward, backward] = pairOf(spec);
  let y: Matrix = [];
  return {
    forward: (x) => (y = mapped(x, forward)),
    backward: (d) => mapped(d, (value, r, c) => backward(y[r]![c]!, value)),
  };
}

export function dropout(rate: number, stream: Stream): Layer {
  let mask: Matrix = [];
  return {
    forward(x, learning) {
      if (!learning) return x;
      mask = mapped(x, () => (Number(stream.word()) < rate * 2 ** 32 ? 0 : f(1 / (1 - rate))));
      return mapped(x, (value, r, c) => f(value * mask[r]![c]!));
    },
    backward: (d) => mapped(d, (value, r, c) => f(value * mask[r]![c]!)),
  };
}
