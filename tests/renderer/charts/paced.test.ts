import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { paced } from '../../../src/renderer/charts/paced.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('what is asked for many times at once is done once, the first time without delay', async () => {
  let done = 0;
  const one = paced(() => done++);
  for (let i = 0; i < 100; i++) one.soon();
  await vi.advanceTimersByTimeAsync(0);
  expect(done).toBe(1);
});

test('work that takes long is done for no more than its share of the time, however often it is asked for', async () => {
  let done = 0;
  const one = paced(() => new Promise<void>((resolve) => setTimeout(() => { done++; resolve(); }, 200)), { share: 0.25 });
  for (let ms = 0; ms < 8000; ms += 10) {
    one.soon();
    await vi.advanceTimersByTimeAsync(10);
  }
  expect(done).toBeGreaterThanOrEqual(8);
  expect(done).toBeLessThanOrEqual(10);
});

test('what came last is drawn, though nothing follows it', async () => {
  let shown = 0;
  let value = 0;
  const one = paced(() => { shown = value; });
  for (value = 1; value < 5; value++) {
    one.soon();
    await vi.advanceTimersByTimeAsync(1);
  }
  await vi.advanceTimersByTimeAsync(1000);
  expect(shown).toBe(5);
});

test('nothing is done once it was stopped', async () => {
  let done = 0;
  const one = paced(() => done++);
  one.soon();
  one.stop();
  await vi.advanceTimersByTimeAsync(1000);
  expect(done).toBe(0);
});
