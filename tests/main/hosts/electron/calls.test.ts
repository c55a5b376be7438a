import { beforeEach, expect, test, vi } from 'vitest';
import { callChannel, eventChannel } from '../../../../src/contract/ipc-channels.ts';
import { fakeWorkbench } from '../../../support/fake-workbench.ts';

interface Frame {
  url: string;
  parent: Frame | null;
}
type CallHandler = (event: { senderFrame: Frame | null }, method: unknown, input: unknown) => Promise<unknown>;

const electron = vi.hoisted(() => ({
  handlers: new Map<string, unknown>(),
  windows: [] as { webContents: { send(channel: string, payload: unknown): void } }[],
}));

vi.mock('electron', () => ({
  ipcMain: { handle: (channel: string, handler: unknown) => electron.handlers.set(channel, handler) },
  BrowserWindow: { getAllWindows: () => electron.windows },
  protocol: {},
}));

const { forwardEvents, serveCalls } = await import('../../../../src/main/hosts/electron/calls.ts');

const own: Frame = { url: 'app://trainyard/#/runs', parent: null };

beforeEach(() => {
  electron.handlers.clear();
  electron.windows = [];
});

function openCalls() {
  const workbench = fakeWorkbench((method) => ({ ok: true, value: method }));
  serveCalls(workbench);
  return { workbench, call: electron.handlers.get(callChannel) as CallHandler };
}

test('a call of the own page reaches the workbench', async () => {
  const { workbench, call } = openCalls();
  expect(await call({ senderFrame: own }, 'runs.get', { id: 'a' })).toEqual({ ok: true, value: 'runs.get' });
  expect(workbench.calls).toEqual([{ method: 'runs.get', input: { id: 'a' } }]);
});

test.each<[string, Frame | null]>([
  ['another page', { url: 'https://evil.example/', parent: null }],
  ['a page that only begins like the own one', { url: 'app://trainyard.evil.example/', parent: null }],
  ['a local file', { url: 'file:///tmp/index.html', parent: null }],
  ['a frame inside the own page', { url: 'app://trainyard/', parent: own }],
  ['a frame that is gone', null],
])('a call of %s is refused before the workbench hears of it', async (_who, senderFrame) => {
  const { workbench, call } = openCalls();
  expect(await call({ senderFrame }, 'runs.list', {})).toMatchObject({ ok: false, error: { code: 'unauthorised' } });
  expect(workbench.calls).toEqual([]);
});

test.each([undefined, null, 7, {}, ['runs.list']])('a call whose method is %j is refused', async (method) => {
  const { workbench, call } = openCalls();
  expect(await call({ senderFrame: own }, method, {})).toMatchObject({ ok: false, error: { code: 'invalidInput' } });
  expect(workbench.calls).toEqual([]);
});

test('events go to every window on the channel of their name', () => {
  const sent: unknown[] = [];
  electron.windows = [1, 2].map((window) => ({ webContents: { send: (channel, payload) => void sent.push([window, channel, payload]) } }));
  const workbench = fakeWorkbench();
  forwardEvents(workbench);
  workbench.emit('runs.removed', { ids: ['a'] });
  expect(sent).toEqual([
    [1, eventChannel('runs.removed'), { ids: ['a'] }],
    [2, eventChannel('runs.removed'), { ids: ['a'] }],
  ]);
});
