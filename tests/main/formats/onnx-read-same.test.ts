import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/contract/errors.ts';
import { readOnnx } from '../../../src/main/formats/onnx/read.ts';
import { modelPredictor } from '../../../src/main/workbench/model-predictor.ts';
import { savedModelOfFile } from '../../../src/main/workbench/file-model.ts';
import type { IncomingModel } from '../../../src/main/formats/incoming/incoming.ts';
import { createGenerator } from '../../../src/nn/random.ts';
import { onnxRuntime } from '../../support/onnx-runtime.ts';
import { randomOnnx, type RandomOnnx } from '../../support/random-onnx.ts';

const graphs = 1500;
const rows = 4;

describe.skipIf(!onnxRuntime)('a graph of others', () => {
  it(`is refused, or predicts what ONNX Runtime predicts with it: ${graphs} of random operators`, async () => {
    const chance = createGenerator(11, 'random graphs');
    let taken = 0;
    for (let at = 0; at < graphs; at++) {
      const graph = randomOnnx(chance);
      const read = takenOrRefused(graph);
      if (read === null) continue;
      const x = Float32Array.from({ length: rows * graph.inputs }, () => chance.normal());
      const theirs = await runtimeSays(graph, x);
      // What the specification does not allow is not run, and need not be refused.
      if (theirs === null) continue;
      taken++;
      const said = ours(read, x);
      const expected = read.notes.some((note) => note.includes('a softmax was added')) ? softmaxed(theirs) : theirs;
      const worst = Math.max(...expected.map((value, i) => Math.abs(value - said[i]!) / (1 + Math.abs(value))));
      expect(worst, graph.operators).toBeLessThan(1e-3);
    }
    expect(taken).toBeGreaterThan(100);
  });
});

function takenOrRefused({ file }: RandomOnnx): IncomingModel | null {
  try {
    return readOnnx(file);
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    return null;
  }
}

async function runtimeSays({ file, inputs }: RandomOnnx, x: Float32Array): Promise<number[] | null> {
  const { InferenceSession, Tensor } = onnxRuntime!;
  try {
    const session = await InferenceSession.create(file, { logSeverityLevel: 4 });
    const [output] = Object.values(await session.run({ X: new Tensor('float32', x, [rows, inputs]) }));
    return [...output!.data as Float32Array];
  } catch {
    return null;
  }
}

/** Without the first class, where the graph gives one number for two. */
function ours(read: IncomingModel, x: Float32Array): number[] {
  const { inputs } = read.features;
  const scaled = x.map((value, at) => (value - inputs[at % inputs.length]!.offset) / inputs[at % inputs.length]!.scale);
  const values = [...modelPredictor(savedModelOfFile(read, 'graph.onnx')).predict(scaled, rows)];
  return read.config.loss === 'binaryCrossEntropy' ? values.filter((_, at) => at % 2 === 1) : values;
}

/** Each row of logits to probabilities. */
function softmaxed(logits: number[]): number[] {
  const width = logits.length / rows;
  return logits.map((_, at) => {
    const row = logits.slice(at - (at % width), at - (at % width) + width);
    return 1 / row.reduce((sum, value) => sum + Math.exp(value - logits[at]!), 0);
  });
}
