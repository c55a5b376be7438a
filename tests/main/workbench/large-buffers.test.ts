import { expect, it } from 'vitest';
import { largeBuffersIn } from '../../../src/main/workbench/data-work/large-buffers.ts';

it('finds the memory of large arrays wherever they lie, each once, and leaves small ones to be copied', () => {
  const weights = new Uint8Array(100_000);
  const shared = new Uint8Array(new SharedArrayBuffer(100_000));
  const value = { runs: [{ snapshots: [{ weights, state: weights.subarray(10) }, { weights: new Uint8Array(64), state: null }] }], curves: [[1, 2], [3]], shared };
  expect(largeBuffersIn(value)).toEqual([weights.buffer]);
  expect(structuredClone(value, { transfer: largeBuffersIn(value) }).runs[0]!.snapshots[0]!.weights).toHaveLength(100_000);
  expect(weights).toHaveLength(0);
});
