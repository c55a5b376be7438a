import { describe, expect, it } from 'vitest';
import { createDispatch } from '../../../src/main/workbench/dispatch.ts';
import type { Handlers } from '../../../src/contract/api.ts';
import { call, refusal, testWorkbench } from '../../support/workbench.ts';

describe('a call', () => {
  it.each(['nobody', 'toString', '__proto__', 'constructor'])('of the method %s is refused', async (method) => {
    const workbench = await testWorkbench();
    expect(await refusal(workbench, method, null)).toMatchObject({ code: 'invalidInput', message: expect.stringContaining('no method') });
  });

  it.each([
    ['runs.get', {}, 'id'],
    ['runs.get', { id: 5 }, 'id'],
    ['runs.stop', { ids: [] }, 'ids'],
    ['runs.list', { limit: 0 }, 'limit'],
    ['runs.list', { nobody: 1 }, 'nobody'],
    ['settings.set', { theme: 'pink' }, 'theme'],
    ['dataSets.sendChunk', { importId: 'x', bytes: 'text' }, 'bytes'],
  ])('of %s with %j is refused at %s', async (method, input, field) => {
    const workbench = await testWorkbench();
    expect(await refusal(workbench, method, input)).toMatchObject({ code: 'invalidInput', field });
  });

  it('that fails for a reason of ours says so without details, which go to the log', async () => {
    const details: string[] = [];
    const handlers = { 'app.info': () => { throw new Error('a secret path'); } } as unknown as Handlers;
    const dispatch = createDispatch(handlers, (detail) => details.push(detail));
    const reply = await dispatch('app.info', null);
    expect(reply).toMatchObject({ ok: false, error: { code: 'internal' } });
    expect(JSON.stringify(reply)).not.toContain('secret');
    expect(details[0]).toContain('a secret path');
  });
});

describe('the app', () => {
  it('says what it is', async () => {
    const workbench = await testWorkbench();
    expect(await call(workbench, 'app.info', null)).toMatchObject({ version: '1.2.3', host: 'web' });
  });
});

describe('settings', () => {
  it('are kept, and layouts merged entry by entry', async () => {
    const workbench = await testWorkbench();
    expect(await call(workbench, 'settings.get', null)).toMatchObject({ theme: 'system', layout: {} });
    await call(workbench, 'settings.set', { theme: 'dark', layout: { rail: 200 } });
    await call(workbench, 'settings.set', { layout: { inspector: 300 } });
    expect(await call(workbench, 'settings.get', null)).toMatchObject({ theme: 'dark', layout: { rail: 200, inspector: 300 } });
  });

  it('that another version has stored and this one does not understand are left out', async () => {
    const workbench = await testWorkbench();
    workbench.store.settings.set({ workers: 'many', theme: 7, layout: [] });
    expect(await call(workbench, 'settings.get', null)).toMatchObject({ theme: 'system', layout: {} });
  });
});
