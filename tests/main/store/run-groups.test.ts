import { describe, expect, it } from 'vitest';
import { groupReplicates } from '../../../src/compare/replicates.ts';
import { describe as statistics } from '../../../src/compare/statistics/describe.ts';
import { cellOf, columnNamed } from '../../../src/contract/run-columns.ts';
import type { RunConfigInput } from '../../../src/contract/run-config.ts';
import type { GroupCell } from '../../../src/contract/run-lists.ts';
import type { RunRow } from '../../../src/contract/runs.ts';
import type { Store } from '../../../src/main/store/types/store.ts';
import { addRun, batch } from '../../support/store.ts';
import { testStore } from '../../support/test-store.ts';

/** 48 runs of 12 configs with four seeds each; some without the metric, some with NaN. */
async function seededStore(): Promise<Store> {
  let time = 0;
  const store = await testStore(undefined, { now: () => ++time });
  for (let at = 0; at < 48; at++) {
    const config = { optimizer: { name: ['adam', 'sgd', 'adagrad'][at % 3], learningRate: at % 2 ? 0.1 : 0.01 }, batchSize: at % 4 < 2 ? 16 : 32, seed: at, clipNorm: at % 3 ? null : 1 } as RunConfigInput;
    const tags = [...(at % 2 ? ['odd'] : []), ...(at % 5 ? [] : ['five'])];
    const { id } = addRun(store, { name: `run seed ${at}`, config, tags, experimentId: store.experiments.ensure(at % 2 ? 'B' : 'A') });
    const loss = at % 7 === 0 ? NaN : at % 11 === 0 ? null : at / 10;
    if (loss !== null) store.points.append([batch(id, [1], { val_loss: [loss] })]);
  }
  return store;
}

const columns = ['val_loss', 'optimizer.name', 'seed', 'epochs'];

/** What a group ought to say of these runs, worked out from whole rows. */
function plainCell(rows: RunRow[], key: string): GroupCell {
  const cells = rows.map((row) => cellOf(row, columnNamed(key)!));
  if (columnNamed(key)!.kind === 'metric') {
    const values = cells.filter((cell): cell is number => typeof cell === 'number' && Number.isFinite(cell));
    const { n, mean, sd } = statistics(values);
    return n === 0 ? { kind: 'none' } : { kind: 'statistics', n, mean, sd };
  }
  if (cells.some((cell) => cell !== cells[0])) return { kind: 'various' };
  return cells[0] === null ? { kind: 'none' } : { kind: 'same', value: cells[0]! };
}

const valuesIn: Record<string, (row: RunRow) => unknown[]> = {
  experiment: (row) => [row.experimentId],
  tag: (row) => (row.tags.length > 0 ? row.tags : [null]),
  'optimizer.name': (row) => [row.config.optimizer.name],
  'optimizer.learningRate': (row) => [row.config.optimizer.learningRate],
  clipNorm: (row) => [row.config.clipNorm],
  status: (row) => [row.status],
};

describe('groups of runs', () => {
  it.each(Object.keys(valuesIn))('by %s hold the runs and the statistics that whole rows give', async (by) => {
    const store = await seededStore();
    const rows = store.runs.list({ limit: 1000 }).rows;
    const page = store.runs.groups({ by, columns });
    const expected = new Map<unknown, RunRow[]>();
    for (const row of rows) for (const value of valuesIn[by]!(row)) expected.set(value, [...(expected.get(value) ?? []), row]);
    expect(page.total).toBe(expected.size);
    expect(page.runs).toBe(48);
    for (const group of page.groups) {
      const members = expected.get(group.value)!;
      expect(group.runs).toBe(members.length);
      const within = store.runs.page({ within: { by, value: group.value }, limit: 1000 });
      expect(within.total).toBe(members.length);
      expect(within.lines.map(({ id }) => id).sort()).toEqual(members.map(({ id }) => id).sort());
      group.cells.forEach((cell, at) => {
        const wanted = plainCell(members, columns[at]!);
        if (wanted.kind === 'statistics' && cell.kind === 'statistics') {
          expect(cell.n).toBe(wanted.n);
          expect(cell.mean).toBeCloseTo(wanted.mean, 12);
          expect(cell.sd).toBeCloseTo(wanted.sd, 12);
        } else expect(cell).toEqual(wanted);
      });
    }
  });

  it('of replicates are those that a comparison takes as one', async () => {
    const store = await seededStore();
    const rows = store.runs.list({ limit: 1000 }).rows;
    const wanted = groupReplicates(rows, (row) => row.config).map((group) => group.map(({ id }) => id).sort().join()).sort();
    const { groups } = store.runs.groups({ by: 'replicates' });
    const found = groups.map(({ value }) => store.runs.ids({ within: { by: 'replicates', value } }).sort().join()).sort();
    expect(found).toEqual(wanted);
    expect(groups.every(({ label }) => label?.startsWith('run'))).toBe(true);
  });

  it('come in the order of what they show, those without it last in both directions', async () => {
    const store = await seededStore();
    const means = (sort: string) => store.runs.groups({ by: 'replicates', sort, columns: ['val_loss'] }).groups.map(({ cells: [cell] }) => (cell?.kind === 'statistics' ? cell.mean : Infinity));
    expect(means('val_loss')).toEqual([...means('val_loss')].sort((a, b) => a - b));
    const labels = (sort: string) => store.runs.groups({ by: 'optimizer.name', sort }).groups.map(({ label }) => label);
    expect(labels('optimizer.name')).toEqual(['adagrad', 'adam', 'sgd']);
    expect(labels('-optimizer.name')).toEqual(['sgd', 'adam', 'adagrad']);
    expect(store.runs.groups({ by: 'clipNorm', sort: '-clipNorm' }).groups.at(-1)!.label).toBeNull();
  });

  it('have pages, and a filter', async () => {
    const store = await seededStore();
    const all = store.runs.groups({ by: 'replicates' }).groups.map(({ value }) => value);
    const paged = [0, 5, 10].flatMap((offset) => store.runs.groups({ by: 'replicates', offset, limit: 5 }).groups.map(({ value }) => value));
    expect(paged).toEqual(all);
    expect(store.runs.groups({ by: 'optimizer.name', filter: 'optimizer.name = adam' })).toMatchObject({ total: 1, runs: 16 });
  });

  it.each(['name; DROP TABLE runs', '__proto__', 'constructor', 'tag)', ''])('are refused by what is no value: %s', async (by) => {
    const store = await seededStore();
    expect(() => store.runs.groups({ by, limit: 10 })).toThrow();
    expect(store.runs.list({}).total).toBe(48);
  });

  it('take hostile values for what they are', async () => {
    const store = await seededStore();
    const hostile = `'; DROP TABLE runs; --`;
    addRun(store, { tags: [hostile] });
    expect(store.runs.groups({ by: 'tag' }).groups.map(({ label }) => label)).toContain(hostile);
    expect(store.runs.page({ within: { by: 'tag', value: hostile } }).total).toBe(1);
    expect(store.runs.page({ within: { by: `x.y' OR 1=1 --`, value: 1 } }).total).toBe(0);
    expect(store.runs.groups({ by: 'runs.key) --' })).toMatchObject({ total: 1, runs: 49 });
    expect(store.runs.list({}).total).toBe(49);
  });
});

describe('a page of lines', () => {
  it('holds the cells of the wanted columns alone, in their order', async () => {
    const store = await seededStore();
    const keys = ['seed', 'val_loss.min', 'tags', 'network', 'optimizer.learningRate', 'experiment', 'clipNorm'];
    const rows = store.runs.list({ limit: 20, sort: 'name' }).rows;
    const { lines, total } = store.runs.page({ limit: 20, sort: 'name', columns: keys });
    expect(total).toBe(48);
    expect(lines.map(({ cells }) => cells)).toEqual(rows.map((row) => keys.map((key) => cellOf(row, columnNamed(key)!))));
    expect(Object.keys(lines[0]!)).not.toContain('config');
  });

  it.each(['nonsense', 'val_loss.median', '__proto__.x', 'metric:val_loss'])('refuses a column that is none: %s', async (key) => {
    const store = await seededStore();
    expect(() => store.runs.page({ columns: [key] })).toThrow(expect.objectContaining({ code: 'invalidInput' }));
  });

  it('names the ids of a stretch of the list', async () => {
    const store = await seededStore();
    const all = store.runs.list({ sort: 'seed', limit: 1000 }).rows.map(({ id }) => id);
    expect(store.runs.ids({ sort: 'seed', offset: 5, limit: 7 })).toEqual(all.slice(5, 12));
  });
});

describe('the columns that there are', () => {
  it('say in what the runs that match differ', async () => {
    const store = await seededStore();
    const varying = (filter?: string) => store.runs.columns({ filter }).filter(({ kind, varies }) => kind === 'config' && varies).map(({ key }) => key).sort();
    expect(varying()).toEqual(['batchSize', 'clipNorm', 'optimizer.learningRate', 'optimizer.name', 'seed']);
    expect(varying('optimizer.name = adam and batchSize = 16')).toEqual(['optimizer.learningRate', 'seed']);
    const known = new Map(store.runs.columns({}).map((column) => [column.key, column]));
    expect(known.get('val_loss')).toMatchObject({ kind: 'metric', numeric: true });
    expect(known.get('optimizer.name')).toMatchObject({ numeric: false });
    expect(known.get('experiment')).toMatchObject({ varies: true });
    expect(known.get('dataSet')).toMatchObject({ varies: false });
  });

  it('and the words that completion offers', async () => {
    const store = await seededStore();
    const { tags, metrics, texts, configPaths } = store.runs.vocabulary();
    expect(tags).toEqual(['five', 'odd']);
    expect(metrics).toEqual(['val_loss']);
    expect(texts['optimizer.name']).toEqual(['adagrad', 'adam', 'sgd']);
    expect(configPaths).toContain('optimizer.learningRate');
  });
});
