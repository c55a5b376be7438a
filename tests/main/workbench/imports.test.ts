import { describe, expect, it } from 'vitest';
import type { ImportOptions } from '../../../src/contract/data-sets.ts';
import type { Workbench } from '../../../src/main/workbench/workbench.ts';
import { call, refusal, testWorkbench } from '../../support/workbench.ts';

const clean = `a,b,kind\n${Array.from({ length: 30 }, (_, row) => `${row * 1.5},${row % 7},${row % 2 ? 'x' : 'y'}`).join('\n')}\n`;

async function begin(workbench: Workbench, options: ImportOptions = {}, totalBytes: number | null = null): Promise<string> {
  return (await call(workbench, 'dataSets.beginImport', { fileName: 'table.csv', totalBytes, options })).importId;
}

const send = (workbench: Workbench, importId: string, text: string) =>
  call(workbench, 'dataSets.sendChunk', { importId, bytes: new TextEncoder().encode(text) });

describe('an import', () => {
  it('stores the table under the file’s name, whatever the pieces, and tells of it', async () => {
    const workbench = await testWorkbench();
    const told: string[] = [];
    workbench.on('dataSets.changed', ({ sets }) => told.push(...sets.map(({ name }) => name)));
    const importId = await begin(workbench, { target: 'kind' });
    await send(workbench, importId, clean.slice(0, 41));
    await send(workbench, importId, clean.slice(41));
    const detail = await call(workbench, 'dataSets.finishImport', { importId });
    expect(detail).toMatchObject({ name: 'table', rows: 30, columns: 3, target: 'kind', task: 'classification', builtIn: false, source: 'table.csv' });
    expect(told).toEqual(['table']);
    expect(workbench.store.dataSets.table(detail.id).rows).toBe(30);
  });

  it('tells how far it is', async () => {
    const workbench = await testWorkbench();
    const progress: number[] = [];
    workbench.on('import.progress', ({ bytes }) => progress.push(bytes));
    await send(workbench, await begin(workbench), clean);
    expect(progress).toEqual([clean.length]);
  });

  it('of a table that is not clean names file, line and column, and leaves nothing', async () => {
    const workbench = await testWorkbench();
    const before = (await call(workbench, 'dataSets.list', null)).length;
    const importId = await begin(workbench);
    await send(workbench, importId, clean.replace('\n4.5,', '\nfour,'));
    expect(await refusal(workbench, 'dataSets.finishImport', { importId })).toMatchObject({
      code: 'invalidInput', message: expect.stringMatching(/table\.csv.*line 5.*"a"/s),
    });
    expect(await call(workbench, 'dataSets.list', null)).toHaveLength(before);
    expect(await refusal(workbench, 'dataSets.finishImport', { importId })).toMatchObject({ code: 'notFound' });
  });

  it('that is cancelled leaves nothing', async () => {
    const workbench = await testWorkbench();
    const importId = await begin(workbench);
    await send(workbench, importId, clean);
    await call(workbench, 'dataSets.cancelImport', { importId });
    expect(await refusal(workbench, 'dataSets.finishImport', { importId })).toMatchObject({ code: 'notFound' });
  });

  it('of the same file twice is the same data set', async () => {
    const workbench = await testWorkbench();
    const ids = [];
    for (let round = 0; round < 2; round++) {
      const importId = await begin(workbench);
      await send(workbench, importId, clean);
      ids.push((await call(workbench, 'dataSets.finishImport', { importId })).id);
    }
    expect(ids[0]).toBe(ids[1]);
  });

  it('under a name that another table has is refused', async () => {
    const workbench = await testWorkbench();
    const importId = await begin(workbench, { name: 'iris' });
    await send(workbench, importId, clean);
    expect(await refusal(workbench, 'dataSets.finishImport', { importId })).toMatchObject({ code: 'conflict', field: 'name' });
  });
});

describe('built-in data sets', () => {
  it('are there from the start', async () => {
    const workbench = await testWorkbench();
    const sets = await call(workbench, 'dataSets.list', null);
    expect(sets.map(({ name }) => name)).toEqual(expect.arrayContaining(['wdbc', 'digits', 'iris', 'wine', 'xor', 'moons']));
    expect(sets.every(({ builtIn, source }) => builtIn && source.length > 0)).toBe(true);
  });
});
