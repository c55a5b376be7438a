import { expect, it } from 'vitest';
import { createPostMemory } from '../../../src/main/training/post-memory.ts';

it('gives memory again once it has been read, and not before', () => {
  const memory = createPostMemory();
  const reading = new Set<ArrayBufferLike>();
  const lend = (bytes: number) => {
    const got = memory.get(bytes);
    reading.add(got.buffer);
    memory.lend(got, () => !reading.has(got.buffer));
    return got.buffer;
  };
  const [first, second] = [lend(100), lend(100)];
  expect(second).not.toBe(first);
  reading.delete(second);
  expect(lend(100)).toBe(second);
  expect([first, second]).not.toContain(lend(100));
  reading.delete(first);
  expect(lend(100)).toBe(first);
});

it('has as much as is asked for', () => {
  const memory = createPostMemory();
  memory.lend(memory.get(100), () => true);
  expect(memory.get(100_000_000).byteLength).toBeGreaterThanOrEqual(100_000_000);
});

it('does not remember what is never read without end', () => {
  const memory = createPostMemory();
  let asked = 0;
  for (let i = 0; i < 100; i++) memory.lend(memory.get(1), () => { asked++; return false; });
  asked = 0;
  memory.get(1);
  expect(asked).toBeLessThan(50);
});
