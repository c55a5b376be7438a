import { describe, expect, it } from 'vitest';
import type { ImportOptions } from '../../../src/contract/data-sets.ts';
import type { Workbench } from '../../../src/main/workbench/workbench.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { call, ended, launch, refusal, short, testWorkbench } from '../../support/workbench.ts';

const encode = (text: string) => new TextEncoder().encode(text);
const text = `id,size,kind\n${Array.from({ length: 30 }, (_, row) => `${row},${row * 1.5},${row % 2 ? 'x' : 'y'}`).join('\n')}\n`;

async function imported(workbench: Workbench, options: ImportOptions = {}, content = text) {
  const { importId } = await call(workbench, 'dataSets.beginImport', { fileName: 'table.csv', totalBytes: null, options });
  await call(workbench, 'dataSets.sendChunk', { importId, bytes: encode(content) });
  return call(workbench, 'dataSets.finishImport', { importId });
}

describe('a preview', () => {
  it('stores nothing', async () => {
    const workbench = await testWorkbench();
    const before = await call(workbench, 'dataSets.list', null);
    const shown = await call(workbench, 'dataSets.preview', { fileName: 'table.csv', bytes: encode(text), whole: true, options: { use: ['id'] } });
    expect(shown).toMatchObject({ rows: 30, target: 'kind', columns: [{ name: 'id', role: 'feature' }, {}, {}] });
    expect(await call(workbench, 'dataSets.list', null)).toEqual(before);
  });

  it('takes no more than the beginning of a file', async () => {
    const workbench = await testWorkbench();
    expect(await refusal(workbench, 'dataSets.preview', { fileName: 'table.csv', bytes: new Uint8Array(3 * 1024 * 1024), whole: true })).toMatchObject({ code: 'invalidInput', field: 'bytes' });
  });
});

describe('columns that a person has chosen', () => {
  it('are what is learned from, and the config of the run names them', async () => {
    const workbench = await testWorkbench();
    const set = await imported(workbench, { use: ['id'], setAside: ['size'] });
    const id = await launch(workbench, { ...short, data: { set: set.id } });
    expect(workbench.store.runs.row(id).config.data.features).toEqual(['id']);
    await ended(workbench, id);
  });

  it('make another data set of the same table, which needs a name of its own', async () => {
    const workbench = await testWorkbench();
    await imported(workbench);
    const { importId } = await call(workbench, 'dataSets.beginImport', { fileName: 'table.csv', totalBytes: null, options: { use: ['id'] } });
    await call(workbench, 'dataSets.sendChunk', { importId, bytes: encode(text) });
    expect(await refusal(workbench, 'dataSets.finishImport', { importId })).toMatchObject({ code: 'conflict', field: 'name', message: expect.stringMatching(/same content, but another target or other columns set aside/) });
  });
});

describe('looking into a data set', () => {
  it('tells how each column goes with the target, or with another one', async () => {
    const workbench = await testWorkbench();
    const { id } = await imported(workbench);
    expect(await call(workbench, 'dataSets.associations', { id })).toMatchObject({ target: 'kind', task: 'classification', associations: [{ column: 'id', measure: 'pointBiserial' }, { column: 'size' }] });
    expect(await call(workbench, 'dataSets.associations', { id, target: 'size' })).toMatchObject({ task: 'regression', associations: [{ column: 'id', measure: 'pearson', value: expect.closeTo(1, 12) }, { column: 'kind', measure: 'correlationRatio' }] });
    expect(await refusal(workbench, 'dataSets.associations', { id, target: 'nothing' })).toMatchObject({ code: 'notFound' });
  });

  it('sends points as bytes, no more than asked for', async () => {
    const workbench = await testWorkbench();
    const { id } = await imported(workbench);
    const points = await call(workbench, 'dataSets.scatter', { id, x: 'id', y: 'kind', colourBy: 'kind', limit: 10 });
    expect([points.rows, points.x.values.byteLength, points.y.categories, points.classes.byteLength, points.classNames]).toEqual([30, 80, ['x', 'y'], 40, ['x', 'y']]);
  });

  it('reads the cells of rows, and refuses rows that there are not', async () => {
    const workbench = await testWorkbench();
    const { id } = await imported(workbench);
    const { columns } = await call(workbench, 'dataSets.rows', { id, rows: [29, 0] });
    expect(columns).toEqual([{ name: 'id', cells: [29, 0] }, { name: 'size', cells: [43.5, 0] }, { name: 'kind', cells: ['x', 'y'] }]);
    expect(await refusal(workbench, 'dataSets.rows', { id, rows: [30] })).toMatchObject({ code: 'notFound', message: 'The data set has 30 rows; there is no row 31.' });
  });

  it('shows where a split would put the rows, as a run then does', async () => {
    const workbench = await testWorkbench();
    const { id } = await imported(workbench);
    const split = { validation: 0.3, test: 0.1, stratify: true, seed: 7 };
    const report = await call(workbench, 'dataSets.split', { id, split });
    const run = await launch(workbench, { ...short, data: { set: id, split } });
    await ended(workbench, run);
    const { rows } = workbench.store.runs.preparation(run)!;
    expect(report.parts.map(({ part, rows: count }) => [part, count])).toEqual(Object.entries(rows).map(([part, list]) => [part, list.length]));
    expect(await refusal(workbench, 'dataSets.split', { id, split: { ...split, validation: 0.95 } })).toMatchObject({ code: 'invalidInput' });
  });
});

describe('a data set', () => {
  it('is renamed and noted, and every window hears of it', async () => {
    const workbench = await testWorkbench();
    const heard: string[] = [];
    workbench.on('dataSets.changed', ({ sets }) => heard.push(...sets.map(({ name, note }) => `${name}: ${note}`)));
    const { id } = await imported(workbench);
    await call(workbench, 'dataSets.rename', { id, name: ' <b>findings</b> ' });
    await call(workbench, 'dataSets.setNote', { id, note: 'from the clinic' });
    expect(heard).toEqual(['table: ', '<b>findings</b>: ', '<b>findings</b>: from the clinic']);
    expect(await refusal(workbench, 'dataSets.rename', { id, name: 'iris' })).toMatchObject({ code: 'conflict', field: 'name' });
    for (const name of ['', '  ', 'a\u0007b', 'a\nb', 'evil\u202egnp']) expect(await refusal(workbench, 'dataSets.rename', { id, name })).toMatchObject({ code: 'invalidInput', field: 'name' });
  });

  it('goes to the trash and comes back', async () => {
    const workbench = await testWorkbench();
    const gone: string[] = [];
    workbench.on('dataSets.removed', ({ ids }) => gone.push(...ids));
    const { id } = await imported(workbench);
    await call(workbench, 'dataSets.remove', { id });
    expect(gone).toEqual([id]);
    expect((await call(workbench, 'dataSets.list', null)).some((set) => set.id === id)).toBe(false);
    expect(await call(workbench, 'dataSets.restore', { id })).toMatchObject({ id, name: 'table' });
  });

  it('that runs need is kept, and the runs are named', async () => {
    const workbench = await testWorkbench();
    const { id } = await imported(workbench);
    await ended(workbench, await launch(workbench, { ...short, name: 'needs it', data: { set: id } }));
    expect(await refusal(workbench, 'dataSets.remove', { id })).toMatchObject({ code: 'conflict', message: expect.stringMatching(/used by one run, "needs it"/) });
  });

  it('that another process imports, renames or deletes is told here', async () => {
    const folder = temporaryFolder();
    const [here, there] = [await testWorkbench(folder), await testWorkbench(folder)];
    const heard: string[] = [];
    here.on('dataSets.changed', ({ sets }) => heard.push(...sets.map(({ name }) => name)));
    here.on('dataSets.removed', () => heard.push('removed'));
    const { id } = await imported(there);
    await expect.poll(() => heard).toEqual(['table']);
    await call(there, 'dataSets.rename', { id, name: 'other' });
    await expect.poll(() => heard).toEqual(['table', 'other']);
    await call(there, 'dataSets.remove', { id });
    await expect.poll(() => heard).toEqual(['table', 'other', 'removed']);
  });
});

describe('an import', () => {
  it('that is cancelled while it is being read or stored leaves nothing', async () => {
    const workbench = await testWorkbench();
    for (const wait of [0, 1, 5, 20]) {
      const { importId } = await call(workbench, 'dataSets.beginImport', { fileName: 'table.csv', totalBytes: null, options: { name: `cancelled ${wait}` } });
      await call(workbench, 'dataSets.sendChunk', { importId, bytes: encode(text) });
      const finishing = workbench.call('dataSets.finishImport', { importId });
      await new Promise((resolve) => setTimeout(resolve, wait));
      await call(workbench, 'dataSets.cancelImport', { importId });
      const reply = await finishing;
      if (reply.ok) continue;
      expect(reply.error.code).toMatch(/cancelled|notFound/);
      expect(() => workbench.store.dataSets.get(`cancelled ${wait}`)).toThrow(/no data set/);
    }
  });

  it('whose size was a lie is refused, whichever way it lied', async () => {
    const workbench = await testWorkbench();
    const begin = async (totalBytes: number) => (await call(workbench, 'dataSets.beginImport', { fileName: 'table.csv', totalBytes, options: {} })).importId;
    const grown = await begin(10);
    expect(await refusal(workbench, 'dataSets.sendChunk', { importId: grown, bytes: encode(text) })).toMatchObject({ code: 'unreadable', message: expect.stringMatching(/had 10 bytes when it was opened/) });
    const short = await begin(100_000);
    await call(workbench, 'dataSets.sendChunk', { importId: short, bytes: encode(text) });
    expect(await refusal(workbench, 'dataSets.finishImport', { importId: short })).toMatchObject({ code: 'unreadable' });
    expect(await refusal(workbench, 'dataSets.finishImport', { importId: short })).toMatchObject({ code: 'notFound' });
  });

  it('is answered beside others while it is read', async () => {
    const workbench = await testWorkbench();
    const wide = Array.from({ length: 400 }, (_, at) => `c${at}`);
    const { importId } = await call(workbench, 'dataSets.beginImport', { fileName: 'wide.csv', totalBytes: null, options: {} });
    await call(workbench, 'dataSets.sendChunk', { importId, bytes: encode(`${wide.join(',')}\n${Array.from({ length: 500 }, (_, row) => wide.map((_, at) => row * at + 0.5).join(',')).join('\n')}\n`) });
    let done = false;
    const finishing = call(workbench, 'dataSets.finishImport', { importId }).then((detail) => { done = true; return detail; });
    let answers = 0;
    while (!done) {
      await call(workbench, 'app.info', null);
      answers++;
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(answers).toBeGreaterThan(10);
    expect((await finishing).columns).toBe(400);
  });
});

it('a half-stored data set of a process that died is neither listed nor brought back, and goes in time', async () => {
  const workbench = await testWorkbench();
  const { dataSets } = workbench.store;
  const input = { name: 'half', contentSha256: 'abc', target: null, task: null, notes: [], source: 'half.csv', builtIn: false, options: {}, rows: 3, columns: 2, profile: '[]' };
  dataSets.stage(input);
  expect(dataSets.list().some(({ name }) => name === 'half')).toBe(false);
  expect(() => dataSets.get('half')).toThrow(/no data set/);
  const second = dataSets.stage(input);
  expect(second.commit()).toMatchObject({ name: 'half', rows: 3 });
});
