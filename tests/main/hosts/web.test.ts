import { mkdirSync, readFileSync, statSync, writeFileSync, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { fromWire, toWire, wireLimit } from '../../../src/contract/wire.ts';
import { startWebHost, type WebHost } from '../../../src/main/hosts/web.ts';
import { fakeWorkbench, type FakeWorkbench } from '../../support/fake-workbench.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { admit, browserHeaders, callApi, send } from '../../support/web-client.ts';

async function openHost(workbench: FakeWorkbench = fakeWorkbench()) {
  const folder = temporaryFolder();
  const files = join(folder, 'window');
  mkdirSync(join(files, 'assets'), { recursive: true });
  writeFileSync(join(files, 'index.html'), '<title>Trainyard</title>');
  writeFileSync(join(files, 'assets', 'app-1a2b.js'), 'export {};');
  writeFileSync(join(folder, 'secret.txt'), 'not to be served');
  const host = await startWebHost({ workbench, open: false, files, launchFolder: join(folder, 'launch') });
  onTestFinished(() => host.close());
  return { host, workbench, enter: () => admit(host.url, host.launchLink()) };
}

describe('the files of the window', () => {
  test('come with the content security policy and isolation, and the page is never cached', async () => {
    const { host } = await openHost();
    const { status, headers, body } = await send(host.url);
    expect(status).toBe(200);
    expect(body.toString()).toContain('<title>Trainyard</title>');
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self' 'wasm-unsafe-eval';/);
    expect(headers['content-security-policy']).not.toContain('unsafe-inline');
    expect(headers['cross-origin-opener-policy']).toBe('same-origin');
    expect(headers['cross-origin-embedder-policy']).toBe('require-corp');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['cache-control']).toBe('no-store');
  });

  test('named by their content are cached for good', async () => {
    const { host } = await openHost();
    const { headers } = await send(host.url, { path: '/assets/app-1a2b.js' });
    expect(headers['content-type']).toMatch(/^text\/javascript/);
    expect(headers['cache-control']).toContain('immutable');
  });

  test.each(['/../secret.txt', '/..%2fsecret.txt', '/%2e%2e/secret.txt', '/assets/../../secret.txt', '//etc/passwd', '/..\\secret.txt'])(
    'end at the folder: %s is not there',
    async (path) => {
      const { host } = await openHost();
      expect((await send(host.url, { path })).status).toBe(404);
    },
  );
});

describe('who may speak to it', () => {
  test.each(['localhost', '127.0.0.1', '[::1]'])('the name %s, with any port', async (name) => {
    const { host } = await openHost();
    expect((await send(host.url, { headers: { Host: `${name}:9999` } })).status).toBe(200);
  });

  test.each(['trainyard.example', 'localhost.evil.example', '127.0.0.1.nip.io:80', '0.0.0.0', '[::]', '127.0.0.2', 'localhost:80@evil.example'])(
    'no other name: %s',
    async (name) => {
      const { host } = await openHost();
      expect((await send(host.url, { headers: { Host: name } })).status).toBe(403);
    },
  );

  test('a call whose origin is the address it was sent to, also through a tunnel that changes the port', async () => {
    const { host, workbench } = await openHost();
    const tunnel = { Host: 'localhost:4000', Origin: 'http://localhost:4000', 'Content-Type': 'application/msgpack' };
    const token = new URL(host.launchLink()).hash.replace('#launch=', '');
    const session = await send(host.url, { method: 'POST', path: '/session', headers: tunnel, body: toWire(token) });
    const cookie = session.headers['set-cookie']?.[0]?.replace(/;.*$/, '') ?? '';
    await send(host.url, { method: 'POST', path: '/api/app.info', headers: { ...tunnel, Cookie: cookie }, body: toWire(null) });
    expect(workbench.calls).toEqual([{ method: 'app.info', input: null }]);
  });

  test.each([undefined, 'null', 'http://evil.example', 'https://127.0.0.1', 'http://localhost:1'])('no call from the origin %s', async (origin) => {
    const { host, workbench, enter } = await openHost();
    const headers = browserHeaders(host.url, await enter());
    delete headers['Origin'];
    if (origin !== undefined) headers['Origin'] = origin;
    const answer = await send(host.url, { method: 'POST', path: '/api/app.info', headers, body: toWire(null) });
    expect(answer.status).toBe(403);
    expect(workbench.calls).toEqual([]);
  });

  test('no page of another origin, not even to read a file', async () => {
    const { host } = await openHost();
    expect((await send(host.url, { headers: { Origin: 'http://evil.example' } })).status).toBe(403);
  });

  test('nobody by other methods', async () => {
    const { host, enter } = await openHost();
    const answer = await send(host.url, { method: 'DELETE', path: '/api/runs.list', headers: browserHeaders(host.url, await enter()) });
    expect(answer.status).toBe(405);
  });
});

describe('the launch token', () => {
  test('lies in a file that only its owner can read, and leads to the host in its fragment', async () => {
    const { host } = await openHost();
    expect(statSync(host.launchFile).mode & 0o777).toBe(process.platform === 'win32' ? 0o666 : 0o600);
    expect(readFileSync(host.launchFile, 'utf8')).toContain(host.launchLink());
    expect(new URL(host.launchLink()).search).toBe('');
  });

  test('is exchanged for a cookie that scripts cannot read and other sites cannot send', async () => {
    const { host } = await openHost();
    const token = new URL(host.launchLink()).hash.replace('#launch=', '');
    const answer = await send(host.url, { method: 'POST', path: '/session', headers: browserHeaders(host.url), body: toWire(token) });
    expect(answer.headers['set-cookie']?.[0]).toMatch(/^trainyard-\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
  });

  test('works once; the file then holds the next one', async () => {
    const { host } = await openHost();
    const used = host.launchLink();
    await admit(host.url, used);
    await expect(admit(host.url, used)).rejects.toThrow('not let in: 401');
    expect(readFileSync(host.launchFile, 'utf8')).not.toContain(used);
    await admit(host.url, host.launchLink());
  });

  test.each([['wrong'], [''], [null], [{ toString: 'x' }]])('cannot be guessed: %j', async (token) => {
    const { host } = await openHost();
    const answer = await send(host.url, { method: 'POST', path: '/session', headers: browserHeaders(host.url), body: toWire(token) });
    expect(answer.status).toBe(401);
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  test('is gone from the disk when the host has closed', async () => {
    const { host } = await openHost();
    await host.close();
    expect(existsSync(host.launchFile)).toBe(false);
  });
});

describe('a call', () => {
  test('brings NaN, infinities and bytes in both directions as they were', async () => {
    const value = { numbers: [NaN, Infinity, -Infinity, 0.1], bytes: new Uint8Array([0, 255]) };
    const { host, workbench, enter } = await openHost(fakeWorkbench(() => ({ ok: true, value })));
    expect(await callApi(host.url, await enter(), 'dataSets.sendChunk', value)).toEqual({ ok: true, value });
    expect(workbench.calls).toEqual([{ method: 'dataSets.sendChunk', input: value }]);
  });

  test('leaves out fields that are undefined', async () => {
    const { host, workbench, enter } = await openHost();
    await callApi(host.url, await enter(), 'runs.list', { limit: 10, experimentId: undefined });
    expect(workbench.calls[0]?.input).toEqual({ limit: 10 });
    expect(Object.keys(workbench.calls[0]?.input as object)).toEqual(['limit']);
  });

  test('without a session is refused before the workbench hears of it', async () => {
    const { host, workbench } = await openHost();
    const reply = await callApi(host.url, 'trainyard-1=made-up', 'runs.list', {});
    expect(reply).toMatchObject({ ok: false, error: { code: 'unauthorised' } });
    expect(workbench.calls).toEqual([]);
  });

  test('that is too large is refused by its announced size', async () => {
    const { host, workbench, enter } = await openHost();
    const headers = { ...browserHeaders(host.url, await enter()), 'Content-Length': wireLimit + 1 };
    const answer = await send(host.url, { method: 'POST', path: '/api/dataSets.sendChunk', headers, body: 'x' });
    expect(answer.status).toBe(413);
    expect(fromWire(answer.body)).toMatchObject({ ok: false, error: { code: 'tooLarge' } });
    expect(workbench.calls).toEqual([]);
  });

  test.each([
    ['nothing', new Uint8Array()],
    ['half a value', new Uint8Array([0xda, 0xff])],
    ['two values', new Uint8Array([0xc0, 0xc0])],
    ['a key that would change prototypes', new Uint8Array([0x81, 0xa9, ...Buffer.from('__proto__'), 0xc0])],
  ])('that holds %s is refused with a sentence', async (_what, body) => {
    const { host, workbench, enter } = await openHost();
    const answer = await send(host.url, { method: 'POST', path: '/api/runs.list', headers: browserHeaders(host.url, await enter()), body });
    expect(answer.status).toBe(400);
    expect(fromWire(answer.body)).toMatchObject({ ok: false, error: { code: 'invalidInput' } });
    expect(workbench.calls).toEqual([]);
  });

  test('with a body that a form of another page could send is refused', async () => {
    const { host, workbench, enter } = await openHost();
    const headers = { ...browserHeaders(host.url, await enter()), 'Content-Type': 'text/plain' };
    const answer = await send(host.url, { method: 'POST', path: '/api/runs.list', headers, body: toWire(null) });
    expect(fromWire(answer.body)).toMatchObject({ ok: false, error: { code: 'unsupported' } });
    expect(workbench.calls).toEqual([]);
  });
});

describe('the stream of events', () => {
  const connect = (host: WebHost, headers: Record<string, string>, path = 'events') =>
    new WebSocket(host.url.replace('http', 'ws') + path, { headers });
  const refusedWith = async (socket: WebSocket) => ((await once(socket, 'error')) as [Error])[0].message;

  test('brings events to whoever has a session', async () => {
    const { host, workbench, enter } = await openHost();
    const socket = connect(host, { Cookie: await enter(), Origin: new URL(host.url).origin });
    await once(socket, 'open');
    workbench.emit('runs.points', { deltas: [{ runId: 'a', epochs: [1], values: { val_loss: [NaN] } }] });
    const [message] = (await once(socket, 'message')) as [Buffer];
    expect(fromWire(message)).toEqual(['runs.points', { deltas: [{ runId: 'a', epochs: [1], values: { val_loss: [NaN] } }] }]);
  });

  test('is refused without an origin', async () => {
    const { host, enter } = await openHost();
    expect(await refusedWith(connect(host, { Cookie: await enter() }))).toContain('403');
  });

  test('is refused to another origin', async () => {
    const { host, enter } = await openHost();
    expect(await refusedWith(connect(host, { Cookie: await enter(), Origin: 'http://evil.example' }))).toContain('403');
  });

  test('is refused without a session', async () => {
    const { host } = await openHost();
    expect(await refusedWith(connect(host, { Origin: new URL(host.url).origin }))).toContain('401');
  });

  test('cuts off a client that does not read, and goes on for the others', async () => {
    const { host, workbench, enter } = await openHost();
    const headers = { Cookie: await enter(), Origin: new URL(host.url).origin };
    const [slow, quick] = [connect(host, headers), connect(host, headers)];
    await Promise.all([once(slow, 'open'), once(quick, 'open')]);
    slow.pause();
    let received = 0;
    quick.on('message', () => received++);
    const cutOff = once(slow, 'close');
    const message = 'x'.repeat(1024 * 1024);
    for (let sent = 0; sent < 48; sent++) {
      workbench.emit('notice', { level: 'info', message });
      await expect.poll(() => received).toBe(sent + 1);
    }
    slow.resume();
    expect(((await cutOff) as [number])[0]).toBe(1006);
    expect(quick.readyState).toBe(WebSocket.OPEN);
  });
});

test('says that a port is taken', async () => {
  const other = createServer();
  await new Promise<void>((listening) => other.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void other.close());
  const { port } = other.address() as AddressInfo;
  const folder = temporaryFolder();
  const starting = startWebHost({ workbench: fakeWorkbench(), open: false, files: folder, launchFolder: folder, port });
  await expect(starting).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining(`Port ${port} is taken`) });
});

test('listens on this machine alone', async () => {
  const { host } = await openHost();
  expect(new URL(host.url).hostname).toBe('127.0.0.1');
});
