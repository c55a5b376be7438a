import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

vi.mock('electron', () => ({ screen: { getDisplayMatching: () => ({ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }) } }));

const { readWindowState, writeWindowState } = await import('../../../../src/main/hosts/electron/window-state.ts');

const first = { bounds: { width: 1440, height: 900 }, maximized: false };

test('a window comes back where it was', () => {
  const file = join(temporaryFolder(), 'window.json');
  const state = { bounds: { x: 100, y: 50, width: 1000, height: 700 }, maximized: true };
  writeWindowState(file, state);
  expect(readWindowState(file)).toEqual(state);
});

test('the system places the first window', () => {
  expect(readWindowState(join(temporaryFolder(), 'window.json'))).toEqual(first);
});

test('a window does not come back on a screen that is gone', () => {
  const file = join(temporaryFolder(), 'window.json');
  writeWindowState(file, { bounds: { x: 3000, y: 50, width: 1000, height: 700 }, maximized: false });
  expect(readWindowState(file)).toEqual(first);
});

test.each(['', '{', '[]', '{"bounds":{"x":0,"y":0,"width":1e9,"height":700},"maximized":false}', '{"bounds":null}'])('what is no state is set aside: %s', (text) => {
  const file = join(temporaryFolder(), 'window.json');
  writeFileSync(file, text);
  expect(readWindowState(file)).toEqual(first);
});

test('a folder that cannot be written to does not keep the window from closing', () => {
  expect(() => writeWindowState(join(temporaryFolder(), 'missing', 'window.json'), first)).not.toThrow();
});
