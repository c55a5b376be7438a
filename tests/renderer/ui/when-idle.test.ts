import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { whenIdle } from '../../../src/renderer/ui/when-idle.ts';

let idle: (() => void)[] = [];
beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('requestIdleCallback', (work: () => void) => idle.push(work));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  idle = [];
});
const rest = () => idle.splice(0).forEach((work) => work());

it('begins one after the other, each after a pause and when there is nothing else to do', () => {
  const done: string[] = [];
  whenIdle([() => done.push('a'), () => done.push('b')], 100);
  rest();
  vi.advanceTimersByTime(100);
  expect(done).toEqual([]);
  rest();
  rest();
  expect(done).toEqual(['a']);
  vi.advanceTimersByTime(100);
  rest();
  expect(done).toEqual(['a', 'b']);
  expect(vi.getTimerCount()).toBe(0);
});

it('begins nothing more once it is called off', () => {
  const done: string[] = [];
  const callOff = whenIdle([() => done.push('a'), () => done.push('b')], 100);
  vi.advanceTimersByTime(100);
  rest();
  callOff();
  vi.advanceTimersByTime(1000);
  rest();
  expect(done).toEqual(['a']);
});
