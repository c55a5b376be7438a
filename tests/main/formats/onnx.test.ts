import type { Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import type { RunConfigInput } from '../../../src/contract/run-config.ts';
import { cellText, findColumn } from '../../../src/data/columns.ts';
import type { FeaturePlan } from '../../../src/data/feature-plan.ts';
import type { Table } from '../../../src/data/table.ts';
import { writeOnnx } from '../../../src/main/formats/onnx/write.ts';
import { modelType } from '../../../src/main/formats/onnx/schema.ts';
import { onnxRuntime } from '../../support/onnx-runtime.ts';
import { builtInTable, savedModel, type ModelAndData } from '../../support/saved-model.ts';
import { numbers, table, texts } from '../../support/tables.ts';

type Layers = NonNullable<RunConfigInput['network']>;

async function runOnnx(bytes: Uint8Array, features: FeaturePlan, rows: Table) {
  const session = await onnxRuntime!.InferenceSession.create(bytes);
  return session.run(Object.fromEntries([...new Set(features.inputs.map((input) => input.column))].map((name) => [name, tensorOf(rows, name)])));
}

function tensorOf(rows: Table, name: string): Tensor {
  const column = findColumn(rows, name, 'data.features');
  return column.type === 'numeric'
    ? new onnxRuntime!.Tensor('float64', column.values, [rows.rows, 1])
    : new onnxRuntime!.Tensor('string', Array.from(column.codes, (code) => (code < 0 ? '' : column.categories[code]!)), [rows.rows, 1]);
}

function largestDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  expect(actual.length).toBe(expected.length);
  return Array.from(expected, (value, i) => Math.abs(value - actual[i]!)).reduce((a, b) => Math.max(a, b), 0);
}

async function expectSameProbabilities({ model, table: rows, predictions }: ModelAndData): Promise<void> {
  const result = await runOnnx(writeOnnx(model), model.features, rows);
  const probabilities = result.probabilities!.data as Float32Array;
  expect(largestDifference(probabilities, predictions)).toBeLessThanOrEqual(1e-5);
  const { classes } = model.features.target;
  const labels = result.label!.data as unknown as string[];
  const best = Array.from({ length: rows.rows }, (_, r) => classes[argMax(probabilities.subarray(r * classes.length, (r + 1) * classes.length))]);
  expect(labels).toEqual(best);
}

/** The same table with two classes: the first of its own, and all others. */
function oneAgainstTheOthers(rows: Table, target: string): Table {
  return {
    ...rows,
    columns: rows.columns.map((column) => {
      if (column.name !== target) return column;
      const first = cellText(column, 0)!;
      return { name: target, type: 'categorical', categories: ['first', 'other'], codes: Int32Array.from({ length: rows.rows }, (_, row) => (cellText(column, row) === first ? 0 : 1)) };
    }),
  };
}

const argMax = (values: Float32Array) => values.indexOf(Math.max(...values));

const head: Record<string, Layers> = {
  crossEntropy: [{ layer: 'dense' }, { layer: 'softmax' }],
  binaryCrossEntropy: [{ layer: 'dense' }, { layer: 'sigmoid' }],
};
const hidden: [string, Layers][] = [
  ['relu', [{ layer: 'dense', units: 7 }, { layer: 'relu' }]],
  ['leakyRelu', [{ layer: 'dense', units: 7 }, { layer: 'leakyRelu', slope: 0.2 }]],
  ['sigmoid', [{ layer: 'dense', units: 7 }, { layer: 'sigmoid' }]],
  ['tanh and dropout', [{ layer: 'dense', units: 7 }, { layer: 'tanh' }, { layer: 'dropout' }]],
  ['two dense layers side by side', [{ layer: 'dense', units: 5 }, { layer: 'dense', units: 3 }]],
  ['no hidden layer', []],
];

describe.skipIf(!onnxRuntime)('a model as ONNX, run by ONNX Runtime from raw columns', () => {
  describe.each(['wdbc', 'digits', 'iris', 'wine'])('on every row of %s', (name) => {
    const { table: rows, target } = builtInTable(name);
    it.each(hidden)('with %s and softmax', async (_, layers) => {
      await expectSameProbabilities(savedModel(rows, target, { network: [...layers, ...head.crossEntropy!] }));
    });
    it('with minMax scaling', async () => {
      await expectSameProbabilities(savedModel(rows, target, { data: { scale: 'minMax' } }));
    });
  });

  const { table: wdbc, target } = builtInTable('wdbc');
  describe.each(['wdbc', 'digits', 'iris', 'wine'])('of %s with every other ending', (name) => {
    const { table: rows, target: classes } = builtInTable(name);
    const two = oneAgainstTheOthers(rows, classes);
    const [quantity, ...features] = rows.columns.filter((column) => column.type === 'numeric' && column.values.some((value) => value !== column.values[0])).map((column) => column.name);

    it.each(hidden)('%s and one sigmoid unit', async (_, layers) => {
      await expectSameProbabilities(savedModel(two, classes, { loss: 'binaryCrossEntropy', network: [...layers, ...head.binaryCrossEntropy!] }));
    });

    it.each(['dense', 'relu', 'leakyRelu', 'sigmoid', 'tanh'] as const)('a regression that ends in %s', async (last) => {
      const ending: Layers = last === 'dense' ? [] : [{ layer: last }];
      const { model, predictions } = savedModel(rows, quantity!, {
        loss: 'meanSquaredError', data: { features: features.slice(0, 2) }, network: [{ layer: 'dense', units: 4 }, { layer: 'tanh' }, { layer: 'dense' }, ...ending],
      });
      const { prediction } = await runOnnx(writeOnnx(model), model.features, rows);
      expect(prediction!.dims).toEqual([rows.rows, 1]);
      expect(largestDifference(prediction!.data as Float32Array, predictions)).toBeLessThanOrEqual(1e-5);
    });
  });

  const mixed = table(
    numbers('label', 1, null, 3, 4, 5, 6, 7, 8),
    texts('probabilities', 'red', 'blue', null, 'red', 'green', 'blue', 'red', 'red'),
    numbers('Cast_0', 0.5, 0.25, null, 1, -1, 2, 0, 0.125),
    texts('__proto__', 'a', 'b', 'a', 'b', 'a', 'b', 'a', 'b'),
  );

  it('with missing cells, texts, and columns that are named like outputs and inner values', async () => {
    const { model, predictions } = savedModel(mixed, '__proto__', { data: { missing: 'mode', scale: 'standard' } });
    const session = await onnxRuntime!.InferenceSession.create(writeOnnx(model));
    expect(session.inputNames).toEqual(['label', 'probabilities', 'Cast_0']);
    const result = await runOnnx(writeOnnx(model), model.features, mixed);
    expect(largestDifference(result[session.outputNames[1]!]!.data as Float32Array, predictions)).toBeLessThanOrEqual(1e-5);
  });

  it('takes a text that it has never seen for none of those that it knows', async () => {
    const { model } = savedModel(mixed, '__proto__', { data: { missing: 'mode' } });
    const row = (colour: string) => table(numbers('label', 1), texts('probabilities', colour), numbers('Cast_0', 1));
    const name = (await onnxRuntime!.InferenceSession.create(writeOnnx(model))).outputNames[1]!;
    const [known, unknown] = await Promise.all(['red', 'violet'].map(async (colour) => (await runOnnx(writeOnnx(model), model.features, row(colour)))[name]!.data));
    expect(unknown).not.toEqual(known);
    expect(Array.from(unknown as Float32Array).every(Number.isFinite)).toBe(true);
  });

  it('carries run, config, data set, metrics and classes as metadata', () => {
    const { model } = savedModel(wdbc, target);
    const decoded = modelType.toObject(modelType.decode(writeOnnx(model)), { longs: Number }) as { irVersion: number; opsetImport: unknown[]; metadataProps: { key: string; value: string }[] };
    const metadata = new Map(decoded.metadataProps.map(({ key, value }) => [key, value]));
    expect([metadata.get('run'), metadata.get('classes'), metadata.get('dataSetSha256')]).toEqual(['run-1', '["B","M"]', 'abc']);
    expect(JSON.parse(metadata.get('config')!)).toEqual(model.config);
    expect(metadata.get('metrics')).toBe('{"val_loss":0.25,"val_roc_auc":"NaN"}');
    expect([decoded.irVersion, decoded.opsetImport]).toEqual([4, [{ domain: '', version: 9 }]]);
  });
});
