import { expect, test } from 'vitest';
import { createWeightCache } from '../../../../src/renderer/features/replay/weight-cache.ts';

function counting(reads: [number, number][]) {
  return async (from: number, through: number) => {
    reads.push([from, through]);
    const weights = Float32Array.from({ length: through - from + 1 }, (_, at) => from + at);
    return { runId: 'a', from, through, parameters: 1, weights: new Uint8Array(weights.buffer) };
  };
}
const patient = new AbortController().signal;

test('reads a batch once, and its neighbours with it', async () => {
  const reads: [number, number][] = [];
  const cache = createWeightCache(counting(reads), 1);
  expect([...await cache.get(70, 100, patient)]).toEqual([70]);
  expect([...await cache.get(99, 100, patient)]).toEqual([99]);
  expect(reads).toEqual([[64, 100]]);
});

test('forgets what was used longest ago', async () => {
  const reads: [number, number][] = [];
  const cache = createWeightCache(counting(reads), 1, 4);
  for (const epoch of [0, 64, 128, 192]) await cache.get(epoch, 1000, patient);
  expect(cache.has(0)).toBe(false);
  expect(cache.has(192)).toBe(true);
});

test('lets go at once when nobody waits any more', async () => {
  const cache = createWeightCache(() => new Promise(() => {}), 1);
  const controller = new AbortController();
  const waiting = cache.get(5, 10, controller.signal);
  controller.abort(new Error('out of date'));
  await expect(waiting).rejects.toThrow('out of date');
});

test('reads from an epoch on where those before it are gone', async () => {
  const reads: [number, number][] = [];
  const read = counting(reads);
  const cache = createWeightCache(async (from, through) => {
    if (from < 10) throw new Error('gone');
    return read(from, through);
  }, 1);
  expect([...await cache.get(12, 20, patient)]).toEqual([12]);
  expect(reads).toEqual([[12, 20]]);
  await expect(cache.get(9, 20, patient)).rejects.toThrow('gone');
});

test('reads what lies around an epoch, the nearest first, as far as there is room', async () => {
  const reads: [number, number][] = [];
  const cache = createWeightCache(counting(reads), 1, 64 * 4 * 3);
  await cache.get(130, 1000, patient);
  cache.readAround(130, 1000);
  await expect.poll(() => reads.length).toBe(3);
  await new Promise((resolve) => setImmediate(resolve));
  expect(reads).toEqual([[128, 191], [64, 127], [192, 255]]);
});
