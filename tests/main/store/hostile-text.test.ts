import { describe, expect, it } from 'vitest';
import { addRun, addRunning, batch, newDataSet, smallTable } from '../../support/store.ts';
import { testStore } from '../../support/test-store.ts';

const texts = [
  `'; DROP TABLE runs; --`, `" OR 1=1 --`, '__proto__', 'constructor', '<img src=x onerror=alert(1)>', '👩‍🔬 läuft', '%_', '\\', 'a\0b',
  'x'.repeat(200), 'line\nbreak', '\u202eevil',
];

describe.each(texts)('the text %j', (text) => {
  it('is only text as a name, tag, note, experiment, event or error', async () => {
    const store = await testStore();
    const { id } = addRunning(store, { name: text, tags: [text], experimentId: store.experiments.ensure(text) });
    store.runs.setNote(id, text);
    store.runs.addEvent(id, text, text);
    store.runs.end(id, { status: 'failed', stopReason: null, error: text, weightsSha256: null, chain: null, bestEpoch: null, trainSeconds: 0 });
    expect(store.runs.detail(id)).toMatchObject({ name: text, tags: [text], note: text, experiment: text, error: text, events: [{ kind: text, message: text }] });
    expect(store.runs.list({ sort: 'name' }).total).toBe(1);
    expect(store.runs.resolve(text)).toBe(id);
  });

  it('is only text as a data set, column or category', async () => {
    const store = await testStore();
    const table = { rows: 1, columns: [{ name: text, type: 'categorical' as const, codes: Int32Array.of(0), categories: [text] }] };
    const { id } = store.dataSets.create(newDataSet({ name: text, table, target: text, source: text, notes: [text] }));
    expect(store.dataSets.table(id)).toEqual(table);
    expect(store.dataSets.get(text)).toMatchObject({ id, name: text, target: text, source: text, notes: [text] });
    addRun(store, { dataSetId: id });
    expect(store.runs.list({ sort: 'dataSet' }).rows[0]!.dataSet).toBe(text);
  });

  it('is only text as a metric, a setting or a config value', async () => {
    const store = await testStore();
    const { id } = addRun(store, { config: { data: { set: text, features: [text] } } });
    store.points.append([batch(id, [1], Object.fromEntries([[text, [0.5]]]))]);
    store.settings.set(Object.fromEntries([[text, text]]));
    expect(store.points.series(id)).toEqual([{ metric: text, epochs: [1], steps: [10], values: [0.5] }]);
    const row = store.runs.row(id);
    expect(Object.getOwnPropertyDescriptor(row.metrics, text)?.value).toMatchObject({ last: 0.5 });
    expect(Object.getOwnPropertyDescriptor(store.settings.get(), text)?.value).toBe(text);
    expect(row.config.data).toMatchObject({ set: text, features: [text] });
  });
});

it('leaves every table in its place', async () => {
  const store = await testStore();
  for (const text of texts) addRun(store, { name: text, tags: [text] });
  expect(store.runs.list({}).total).toBe(texts.length);
  expect(store.dataSets.table(store.dataSets.get('small').id)).toEqual(smallTable);
  expect(store.checkIntegrity()).toEqual([]);
});
