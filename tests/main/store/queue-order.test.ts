import { describe, expect, it } from 'vitest';
import { addRun, addRunning, openIn } from '../../support/store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { testStore } from '../../support/test-store.ts';

const names = (store: Awaited<ReturnType<typeof testStore>>) => store.queue.rows('queued', 100).map(({ name }) => name).join('');

async function storeWith(letters: string) {
  const store = await testStore();
  const ids = Object.fromEntries([...letters].map((name) => [name, addRun(store, { name }).id])) as Record<string, string>;
  return { store, ids, move: (moved: string, before: string | null) => store.queue.move([...moved].map((one) => ids[one]!), before === null ? null : ids[before]!) };
}

describe('the order of the queue', () => {
  it('is that of launching, until a run is moved', async () => {
    const { store, move } = await storeWith('abcd');
    expect(names(store)).toBe('abcd');
    move('d', 'b');
    expect(names(store)).toBe('adbc');
    move('a', null);
    expect(names(store)).toBe('dbca');
    move('c', 'd');
    expect(names(store)).toBe('cdba');
  });

  it('takes several in the order given', async () => {
    const { store, move } = await storeWith('abcde');
    move('eb', 'c');
    expect(names(store)).toBe('aebcd');
  });

  it('has a run that is launched later at its end, however often others were put last', async () => {
    const { store, move } = await storeWith('ab');
    for (let turn = 0; turn < 100; turn++) move(turn % 2 === 0 ? 'a' : 'b', null);
    addRun(store, { name: 'z' });
    expect(names(store)).toBe('abz');
  });

  it('survives more moves into one gap than numbers fit between two', async () => {
    const { store, move } = await storeWith('abcd');
    for (let turn = 0; turn < 200; turn++) move(turn % 2 === 0 ? 'c' : 'b', turn % 2 === 0 ? 'b' : 'c');
    expect(names(store)).toBe('abcd');
    addRun(store, { name: 'z' });
    expect(names(store)).toBe('abcdz');
  });

  it('is told by the rows, and a move marks the moved run alone as changed', async () => {
    const { store, ids, move } = await storeWith('abc');
    const { revision } = store.runs.changedSince(Infinity);
    move('c', 'a');
    const { rows } = store.runs.changedSince(revision);
    expect(rows.map(({ name }) => name)).toEqual(['c']);
    expect(rows[0]!.queuePosition).toBeLessThan(store.runs.row(ids['a']!).queuePosition!);
  });

  it('refuses a run that is not queued', async () => {
    const store = await testStore();
    const running = addRunning(store, { name: 'busy' });
    expect(() => store.queue.move([running.id], null)).toThrow('The run "busy" is running: only queued runs have a place in the queue.');
    expect(running.queuePosition).toBeNull();
  });
});

describe('runs that nobody has', () => {
  it('are those that wait, held ones included, in their order', async () => {
    const folder = temporaryFolder();
    const store = await openIn(folder);
    const [a, b, c] = ['a', 'b', 'c'].map((name) => addRun(store, { name }));
    for (const run of [a!, b!, c!]) store.leases.take(run.id);
    store.runs.setStatus(b!.id, 'paused');
    store.queue.move([c!.id], a!.id);
    expect(store.queue.unowned()).toEqual([]);
    store.close();
    const other = await testStore(folder);
    expect(other.leases.sweep()).toEqual([]);
    expect(other.queue.unowned().map(({ id, held }) => [id, held])).toEqual([[c!.id, false], [a!.id, false], [b!.id, true]]);
  });
});
