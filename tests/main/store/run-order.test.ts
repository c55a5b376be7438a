import Sqlite from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { cellOf, columnNamed, type CellValue } from '../../../src/contract/run-columns.ts';
import type { RunConfigInput } from '../../../src/contract/run-config.ts';
import type { RunRow } from '../../../src/contract/runs.ts';
import { Database } from '../../../src/main/store/database.ts';
import { orderedKeys } from '../../../src/main/store/ordered-keys.ts';
import { parseSort } from '../../../src/main/store/run-order.ts';
import { RunSet } from '../../../src/main/store/run-set.ts';
import type { Store } from '../../../src/main/store/types/store.ts';
import { always } from '../../support/property.ts';
import { addRun, batch, databaseIn } from '../../support/store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { testStore } from '../../support/test-store.ts';

const draw = (list: readonly unknown[], at: number, stride: number) => list[(at * stride) % list.length];

/** Runs with many equal values, absent ones, NaN and infinities; `from` is null here and text there. */
async function mixedStore(): Promise<{ store: Store; folder: string }> {
  const folder = temporaryFolder();
  let time = 0;
  const store = await testStore(folder, { now: () => ++time });
  for (let at = 0; at < 60; at++) {
    const optimizer = draw([{ name: 'adam' }, { name: 'sgd', learningRate: 0.1 }, { name: 'sgd' }, { name: 'momentum', learningRate: 0.001 }], at, 3);
    const config = { optimizer, batchSize: draw([8, 16, 32], at, 5), from: draw([null, 'b', 'a'], at, 2), clipNorm: draw([null, 1, 5], at, 7) } as RunConfigInput;
    const { id } = addRun(store, { name: String(draw(['b', 'A', 'a', 'C'], at, 3)), config, experimentId: store.experiments.ensure(String(draw(['x', 'Y', 'z'], at, 2))) });
    const losses = draw([[1, 2], [2, 1], [NaN], [Infinity, 3], [-Infinity], []], at, 5) as number[];
    if (losses.length > 0) store.points.append([batch(id, losses.map((_, epoch) => epoch + 1), { val_loss: losses }, { bestEpoch: 1, trainSeconds: at % 4 })]);
  }
  return { store, folder };
}

/** The order worked out by hand: absent last, NaN before it, numbers before texts, names whatever their case. */
function compared(a: CellValue, b: CellValue, direction: 1 | -1, ignoreCase: boolean): number {
  const place = (cell: CellValue) => (cell === null ? 3 : Number.isNaN(cell) ? 2 : 0);
  if (place(a) !== place(b) || place(a) > 0) return place(a) - place(b);
  const kind = (cell: CellValue) => (typeof cell === 'string' ? 1 : 0);
  if (kind(a) !== kind(b)) return (kind(a) - kind(b)) * direction;
  const [x, y] = ignoreCase ? [String(a).toLowerCase(), String(b).toLowerCase()] : [a!, b!];
  return x < y ? -direction : x > y ? direction : 0;
}

function sortedPlainly(rows: RunRow[], keys: string[]): RunRow[] {
  const first = keys[0]!.startsWith('-') ? -1 : 1;
  return [...rows].sort((a, b) => {
    for (const key of keys) {
      const name = key.replace(/^-/, '');
      const [x, y] = [cellOf(a, columnNamed(name)!), cellOf(b, columnNamed(name)!)];
      const order = compared(x, y, key.startsWith('-') ? -1 : 1, name === 'name' || name === 'experiment');
      if (order !== 0) return order;
    }
    return (a.id < b.id ? -1 : 1) * first;
  });
}

const columns = ['name', 'experiment', 'epochs', 'duration', 'started', 'bestEpoch', 'created', 'batchSize', 'clipNorm', 'from', 'optimizer.name', 'optimizer.learningRate', 'optimizer.momentum', 'val_loss', 'val_loss.min', 'val_loss.max', 'val_loss.best', 'val_accuracy'];
const keys = fc.uniqueArray(fc.constantFrom(...columns), { minLength: 1, maxLength: 4 })
  .chain((names) => fc.tuple(...names.map((name) => fc.constantFrom(name, `-${name}`))));

describe('several keys', () => {
  it('put runs in the same order as a plain comparison, along indexes and for few runs alike, page by page', async () => {
    const { store, folder } = await mixedStore();
    const rows = store.runs.list({ limit: 1000 }).rows;
    const db = new Database(new Sqlite(databaseIn(folder), { readonly: true }));
    onTestFinished(() => db.close());
    const idOf = new Map(db.all<{ key: number; id: string }>('SELECT key, id FROM runs').map(({ key, id }) => [key, id]));
    const place = { sql: 'runs.trashed_at IS NULL', values: [] };
    const allKnown = new RunSet([...idOf.keys()]);
    always(fc.property(keys, fc.integer({ min: 1, max: 25 }), (sort, limit) => {
      const wanted = sortedPlainly(rows, sort).map(({ id }) => id);
      for (const [few, runs] of [[0, null], [1000, null], [0, allKnown]] as const) {
        const paged: string[] = [];
        for (let offset = 0; offset < 60; offset += limit)
          paged.push(...orderedKeys(db, { place, runs }, parseSort(db, sort), { limit, offset }, { few }).keys.map((key) => idOf.get(key)!));
        expect(paged, `${sort.join(', ')} with ${few}`).toEqual(wanted);
      }
    }), { runs: 150 });
  });

  it('may be written as a list or with commas', async () => {
    const { store } = await mixedStore();
    const ids = (sort: string | string[]) => store.runs.list({ sort }).rows.map(({ id }) => id);
    expect(ids('optimizer.name, -val_loss.min,name')).toEqual(ids(['optimizer.name', '-val_loss.min', 'name']));
    expect(ids('optimizer.name')).not.toEqual(ids('-optimizer.name'));
  });

  it('are refused where there are too many', async () => {
    const { store } = await mixedStore();
    expect(() => store.runs.list({ sort: 'name,epochs,created,started,ended,duration,status,experiment,dataSet' })).toThrow(/8 columns at once/);
  });
});
