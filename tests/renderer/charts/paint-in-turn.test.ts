import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type * as Turns from '../../../src/renderer/charts/paint-in-turn.ts';

let pending: ((now: number) => void)[] = [];
let paintInTurn: typeof Turns.paintInTurn;

beforeEach(async () => {
  // One turn for the whole window: each test has a window of its own.
  vi.resetModules();
  ({ paintInTurn } = await import('../../../src/renderer/charts/paint-in-turn.ts'));
  pending = [];
  vi.stubGlobal('requestAnimationFrame', (callback: (now: number) => void) => pending.push(callback));
});
afterEach(() => vi.unstubAllGlobals());

function frame(now: number): void {
  const due = pending;
  pending = [];
  for (const callback of due) callback(now);
}

test('charts that have new data are painted one a frame, each once, in the order in which they asked', () => {
  const painted: string[] = [];
  const [a, b] = ['a', 'b'].map((name) => paintInTurn(() => painted.push(name)));
  a!.soon();
  b!.soon();
  a!.soon();
  frame(1000);
  expect(painted).toEqual(['a']);
  frame(1016);
  frame(1032);
  expect(painted).toEqual(['a', 'b']);
  expect(pending).toEqual([]);
});

test('after a slow painting the window has as long for itself', () => {
  const painted: string[] = [];
  const [a, b] = ['a', 'b'].map((name) => paintInTurn(() => painted.push(name)));
  a!.soon();
  b!.soon();
  frame(2000);
  frame(2050);
  frame(2066);
  expect(painted).toEqual(['a']);
  frame(2100);
  expect(painted).toEqual(['a', 'b']);
  frame(2116);
});

test('one that is called off is not painted', () => {
  const painted: string[] = [];
  const turn = paintInTurn(() => painted.push('a'));
  turn.soon();
  turn.cancel();
  frame(3000);
  expect(painted).toEqual([]);
});
