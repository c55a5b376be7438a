import { expect, test } from 'vitest';
import { newestFirst } from '../../../../src/renderer/features/replay/newest-first.ts';

test('does what was asked for first, then the newest alone', async () => {
  const done: number[] = [];
  let free = () => {};
  const queue = newestFirst<number>(async (request) => {
    await new Promise<void>((resolve) => { free = resolve; });
    done.push(request);
  });
  [1, 2, 3].forEach((request) => queue.ask(request));
  free();
  await new Promise((resolve) => setImmediate(resolve));
  free();
  await new Promise((resolve) => setImmediate(resolve));
  expect(done).toEqual([1, 3]);
});
