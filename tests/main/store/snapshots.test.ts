import Sqlite from 'better-sqlite3';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { addRunning, databaseIn, snapshot } from '../../support/store.ts';
import { damageStored } from '../../support/stored-snapshots.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { testStore } from '../../support/test-store.ts';

describe('a snapshot', () => {
  it('comes back byte for byte', async () => {
    const store = await testStore();
    const { id } = addRunning(store);
    const [plain, keyframe] = [snapshot(0), snapshot(1, { state: Uint8Array.of(9, 8, 7) })];
    store.snapshots.append(id, [plain, keyframe], { bestEpoch: null });
    expect(store.snapshots.get(id, 0)).toEqual({ runId: id, ...plain });
    expect(store.snapshots.get(id, 1)).toEqual({ runId: id, ...keyframe });
    expect(store.snapshots.get(id, 2)).toBeNull();
  });

  it('that packs well takes less room, and comes back byte for byte', async () => {
    const folder = temporaryFolder();
    const store = await testStore(folder);
    const { id } = addRunning(store);
    const weights = new Uint8Array(100_000).fill(7, 50_000, 50_100);
    const sparse = { ...snapshot(0, { state: new Uint8Array(100_000) }), weights, weightsSha256: new Uint8Array(createHash('sha256').update(weights).digest()) };
    store.snapshots.append(id, [sparse], { bestEpoch: null });
    expect(store.snapshots.get(id, 0)).toEqual({ runId: id, ...sparse });
    const raw = new Sqlite(databaseIn(folder), { readonly: true });
    expect(raw.prepare('SELECT snapshot_bytes FROM runs').pluck().get()).toBeLessThan(2000);
    raw.close();
  });

  it('of the same epoch takes the place of the one before', async () => {
    const store = await testStore();
    const { id } = addRunning(store);
    store.snapshots.append(id, [snapshot(3)], { bestEpoch: null });
    const better = snapshot(3, { bytes: 128, state: Uint8Array.of(1) });
    store.snapshots.append(id, [better], { bestEpoch: null });
    expect(store.snapshots.get(id, 3)).toEqual({ runId: id, ...better });
    expect(store.snapshots.epochs(id)).toEqual([3]);
  });

  it('is named in the run’s details', async () => {
    const store = await testStore();
    const { id } = addRunning(store);
    store.snapshots.append(id, [snapshot(0), snapshot(5)], { bestEpoch: null });
    expect(store.runs.detail(id).snapshotEpochs).toEqual([0, 5]);
  });
});

describe('the nearest keyframe', () => {
  it('is at or before the epoch', async () => {
    const store = await testStore();
    const { id } = addRunning(store);
    const state = Uint8Array.of(1);
    store.snapshots.append(id, [snapshot(2, { state }), snapshot(3), snapshot(6, { state }), snapshot(7)], { bestEpoch: null });
    expect([1, 2, 5, 6, 99].map((epoch) => store.snapshots.keyframeBefore(id, epoch)?.epoch ?? null)).toEqual([null, 2, 2, 6, 6]);
  });
});

describe('a run’s budget', () => {
  const budget = 64 * 20;

  it('holds while the run goes on; first, best and last stay', async () => {
    const store = await testStore();
    const { id } = addRunning(store, { config: { snapshots: { budgetBytes: budget } } });
    for (let epoch = 0; epoch <= 300; epoch++) {
      store.snapshots.append(id, [snapshot(epoch)], { bestEpoch: Math.min(epoch, 137) });
      expect(store.snapshots.epochs(id).length * 64).toBeLessThanOrEqual(budget);
    }
    expect(store.snapshots.epochs(id)).toEqual(expect.arrayContaining([0, 137, 300]));
    expect(store.snapshots.epochs(id).length).toBeGreaterThan(10);
  });

  it('that is large is made room in a little at a time, since the rows that lose epochs are written anew', async () => {
    const store = await testStore();
    const [bytes, large] = [16 * 1024, 8 * 1024 * 1024];
    const { id } = addRunning(store, { config: { snapshots: { budgetBytes: large } } });
    let most = 0;
    for (let epoch = 0; epoch < 1200; epoch += 40) {
      const before = store.snapshots.epochs(id).length;
      store.snapshots.append(id, Array.from({ length: 40 }, (_, at) => snapshot(epoch + at, { bytes })), { bestEpoch: 77 });
      const after = store.snapshots.epochs(id).length;
      expect(after * bytes).toBeLessThanOrEqual(large);
      most = Math.max(most, before + 40 - after);
    }
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThanOrEqual(40 + 64 + 1);
    expect(store.snapshots.epochs(id)).toEqual(expect.arrayContaining([0, 77, 1199]));
    expect(store.snapshots.damaged(id)).toEqual([]);
  });

  it('of zero keeps first, best and last', async () => {
    const store = await testStore();
    const { id } = addRunning(store, { config: { snapshots: { budgetBytes: 0 } } });
    for (let epoch = 0; epoch <= 9; epoch++) store.snapshots.append(id, [snapshot(epoch)], { bestEpoch: Math.min(epoch, 4) });
    expect(store.snapshots.epochs(id)).toEqual([0, 4, 9]);
  });

  it('does not touch the hash chain: every epoch keeps its link', async () => {
    const store = await testStore();
    const { id } = addRunning(store, { config: { snapshots: { budgetBytes: 0 } } });
    const all = [0, 1, 2, 3].map((epoch) => snapshot(epoch));
    store.snapshots.append(id, all, { bestEpoch: null });
    expect(store.snapshots.links(id)).toEqual(all.map(({ epoch, link, weightsSha256 }) => ({ epoch, link, weightsSha256 })));
  });
});

describe('a damaged snapshot', () => {
  it.each(['weights', 'state'])('is found by its %s, naming run and epoch', async (what) => {
    const folder = temporaryFolder();
    const store = await testStore(folder);
    const { id } = addRunning(store, { name: 'precious' });
    store.snapshots.append(id, [snapshot(4, { state: Uint8Array.of(1, 2, 3) }), snapshot(5)], { bestEpoch: null });
    const raw = new Sqlite(databaseIn(folder));
    const bytes = raw.prepare<[], Buffer>(`SELECT ${what} FROM snapshots WHERE epoch = 4`).pluck().get()!;
    bytes[1]! ^= 1;
    raw.prepare(`UPDATE snapshots SET ${what} = ? WHERE epoch = 4`).run(bytes);
    raw.close();
    const refusal = expect.objectContaining({ code: 'damaged', message: expect.stringMatching(/run "precious" .* at epoch 4/) });
    expect(() => store.snapshots.get(id, 4)).toThrow(refusal);
    expect(() => store.snapshots.keyframeBefore(id, 9)).toThrow(refusal);
    expect(store.snapshots.get(id, 5)).not.toBeNull();
  });
});

describe('epochs that follow one another', () => {
  const epochs = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, at) => snapshot(first + at));
  const counts = (folder: string) => {
    const raw = new Sqlite(databaseIn(folder), { readonly: true });
    const [rows, batches, bytes] = ['SELECT count(*) FROM snapshots', 'SELECT count(*) FROM snapshot_batches', 'SELECT snapshot_bytes FROM runs']
      .map((sql) => raw.prepare(sql).pluck().get() as number);
    raw.close();
    return { rows, batches, bytes };
  };

  it('share a row, and come back byte for byte, a keyframe among them', async () => {
    const folder = temporaryFolder();
    const store = await testStore(folder);
    const { id } = addRunning(store);
    const all = [...epochs(0, 9), snapshot(10, { state: Uint8Array.of(1, 2) }), ...epochs(11, 30)];
    store.snapshots.append(id, all, { bestEpoch: null });
    expect(all.map(({ epoch }) => store.snapshots.get(id, epoch))).toEqual(all.map((one) => ({ runId: id, ...one })));
    expect(all.map(({ epoch }) => store.snapshots.weights(id, epoch))).toEqual(all.map(({ weights }) => weights));
    expect(store.snapshots.get(id, 31)).toBeNull();
    expect(store.snapshots.epochs(id)).toEqual(all.map(({ epoch }) => epoch));
    expect(store.snapshots.keyframes(id)).toEqual([10]);
    expect(counts(folder)).toEqual({ rows: 1, batches: 2, bytes: 31 * 64 + 2 });
    expect(store.runs.files(id)).toMatchObject({ snapshots: 31, keyframes: 1, bytes: 31 * 64 + 2, firstEpoch: 0, lastEpoch: 30 });
  });

  it('are replaced by those of the same epochs, whichever way they are stored', async () => {
    const folder = temporaryFolder();
    const store = await testStore(folder);
    const { id } = addRunning(store);
    store.snapshots.append(id, epochs(0, 9), { bestEpoch: null });
    store.snapshots.append(id, [snapshot(7, { bytes: 128 })], { bestEpoch: null });
    const others = [5, 6, 7, 8].map((epoch) => ({ ...snapshot(epoch + 100), epoch }));
    store.snapshots.append(id, others, { bestEpoch: null });
    expect(others.map(({ epoch }) => store.snapshots.get(id, epoch))).toEqual(others.map((one) => ({ runId: id, ...one })));
    expect(store.snapshots.get(id, 4)).toEqual({ runId: id, ...snapshot(4) });
    expect(store.snapshots.get(id, 9)).toEqual({ runId: id, ...snapshot(9) });
    expect(counts(folder)).toMatchObject({ bytes: 10 * 64 });
  });

  it('thin out under the budget like others, and what is left of them is intact', async () => {
    const folder = temporaryFolder();
    const store = await testStore(folder);
    const { id } = addRunning(store, { config: { snapshots: { budgetBytes: 64 * 100 } } });
    for (let first = 0; first < 400; first += 20) {
      store.snapshots.append(id, epochs(first, first + 19), { bestEpoch: first < 120 ? first : 137 });
      const { bytes } = counts(folder);
      expect(bytes).toBe(store.snapshots.epochs(id).length * 64);
      expect(bytes).toBeLessThanOrEqual(64 * 100);
    }
    const left = store.snapshots.epochs(id);
    expect(left).toEqual(expect.arrayContaining([0, 137, 399]));
    expect(left.map((epoch) => store.snapshots.weights(id, epoch))).toEqual(left.map((epoch) => snapshot(epoch).weights));
    expect(store.snapshots.damaged(id)).toEqual([]);
  });

  it('that were damaged are healed one by one', async () => {
    const folder = temporaryFolder();
    const store = await testStore(folder);
    const { id } = addRunning(store, { name: 'precious' });
    store.snapshots.append(id, epochs(0, 9), { bestEpoch: null });
    expect(store.snapshots.weights(id, 4)).toEqual(snapshot(4).weights);
    damageStored(folder, 'weights', ({ epoch }) => epoch === 4, (bytes) => bytes.fill(1));
    expect(store.snapshots.damaged(id)).toEqual([4]);
    expect(() => store.snapshots.weights(id, 4)).toThrow(/run "precious" .* at epoch 4/);
    store.snapshots.repair(id, snapshot(4));
    expect(store.snapshots.weights(id, 4)).toEqual(snapshot(4).weights);
    expect([store.snapshots.damaged(id), store.snapshots.epochs(id).length]).toEqual([[], 10]);
  });

  it('whose row was cut short are damaged', async () => {
    const folder = temporaryFolder();
    const store = await testStore(folder);
    const { id } = addRunning(store);
    store.snapshots.append(id, epochs(0, 9), { bestEpoch: null });
    const raw = new Sqlite(databaseIn(folder));
    raw.exec('UPDATE snapshot_batches SET weights = substr(weights, 1, 300)');
    raw.close();
    expect(store.snapshots.damaged(id)).toEqual([4, 5, 6, 7, 8, 9]);
    expect(() => store.snapshots.get(id, 4)).toThrow(expect.objectContaining({ code: 'damaged' }));
  });

  it('of large networks have a row each', async () => {
    const folder = temporaryFolder();
    const store = await testStore(folder);
    const { id } = addRunning(store);
    store.snapshots.append(id, [0, 1, 2].map((epoch) => snapshot(epoch, { bytes: 20_000 })), { bestEpoch: null });
    expect(counts(folder)).toEqual({ rows: 3, batches: 0, bytes: 60_000 });
  });
});
