import type { Kernel } from '../../../src/nn/kernels/kernel.ts';
import { createGenerator } from '../../../src/nn/random.ts';
import type { TrainingData } from '../../../src/nn/spec.ts';
import { specOf } from './cases.ts';
import { median } from './median.ts';
import { trainOwn } from './own.ts';

export interface Growth {
  /** what is varied */
  axis: 'width' | 'depth' | 'batch' | 'rows';
  /** microseconds that a training row costs, by the values of the axis */
  perRow: { value: number; microseconds: number }[];
}

const base = { inputs: 64, width: 128, depth: 2, batch: 64, rows: 2048 };
const axes: Record<Growth['axis'], number[]> = {
  width: [32, 64, 128, 256, 512], depth: [1, 2, 4, 8], batch: [1, 4, 16, 64, 256], rows: [256, 1024, 4096, 16384],
};

/** What one epoch costs a row as one thing of a network of two layers of 128, fed batches of 64 of 2048 rows, grows. */
export function growth(create: () => Kernel): Growth[] {
  return Object.entries(axes).map(([axis, values]) => ({
    axis: axis as Growth['axis'],
    perRow: values.map((value) => ({ value, microseconds: measure(create, { ...base, [axis]: value }) })),
  }));
}

function measure(create: () => Kernel, { inputs, width, depth, batch, rows }: typeof base): number {
  const epochs = Math.max(1, Math.round(8192 / rows));
  const sizes = [inputs, ...Array.from({ length: depth }, () => width), 10];
  const data = noise(rows, inputs, 10);
  const seconds = median(Array.from({ length: 4 }, () => trainOwn(specOf({ sizes, batchSize: batch, epochs }), data, create()).seconds).slice(1));
  return (seconds / (rows * epochs)) * 1e6;
}

function noise(rows: number, inputs: number, outputs: number): TrainingData {
  const generator = createGenerator(1, 'growth');
  return {
    x: Float32Array.from({ length: rows * inputs }, () => generator.float()), y: Float32Array.from({ length: rows }, (_, row) => row % outputs),
    inputs, outputs, task: 'classification',
    train: Uint32Array.from({ length: rows }, (_, row) => row), validation: new Uint32Array(), test: new Uint32Array(),
  };
}
