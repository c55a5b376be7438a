import Sqlite from 'better-sqlite3';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { addRunning, databaseIn, snapshot } from '../../support/store.ts';
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
