import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { sha256, toHex } from '../../../src/main/training/chain.ts';
import { createGenerator } from '../../../src/nn/random.ts';
import { databaseIn } from '../../support/store.ts';
import { damageStored, storedSnapshots } from '../../support/stored-snapshots.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { call, ended, launch, refusal, short, testWorkbench } from '../../support/workbench.ts';

const config = { ...short, epochs: 60, earlyStopping: null };
/** 22 parameters: 88 bytes an epoch. */
const tight = { ...config, snapshots: { budgetBytes: 1_000 } };

async function trained(settings: object = config) {
  const folder = temporaryFolder();
  const workbench = await testWorkbench(folder);
  const id = await launch(workbench, settings);
  await ended(workbench, id);
  return { folder, workbench, id };
}

function flip(folder: string, column: 'weights' | 'state', which: (epoch: number) => boolean = () => true): void {
  damageStored(folder, column, ({ epoch }) => which(epoch), (bytes) => {
    bytes[bytes.length >> 1]! ^= 4;
    return bytes;
  });
}

/** As if thinning had let go of all but the first and the last epoch. */
function forget(raw: Sqlite.Database, last: number): void {
  raw.exec(`DELETE FROM snapshot_batches; DELETE FROM snapshots WHERE epoch > 0 AND epoch < ${last}`);
}

describe('any epoch of a run', () => {
  it('comes with the weights that were trained, though few of them are stored', async () => {
    const { workbench, id } = await trained(tight);
    expect(workbench.store.snapshots.epochs(id).length).toBeLessThan(20);
    const { weights, from, through, parameters } = await call(workbench, 'runs.weightsAt', { id, from: 0, through: 60 });
    expect({ from, through, parameters, bytes: weights.length }).toEqual({ from: 0, through: 60, parameters: 22, bytes: 61 * 88 });
    for (const { epoch, weightsSha256 } of workbench.store.snapshots.links(id))
      expect(toHex(sha256(weights.subarray(epoch * 88, epoch * 88 + 88)))).toBe(toHex(weightsSha256));
  });

  it('comes with all that training goes on from', async () => {
    const { workbench, id } = await trained(tight);
    const state = await call(workbench, 'runs.stateAt', { id, epoch: 33 });
    expect(state).toMatchObject({ epoch: 33, step: 330, optimizer: { name: 'adam', step: 330 } });
    expect(state.optimizer.slots.map((slot) => slot.length)).toEqual([88, 88]);
    expect(toHex(sha256(state.weights))).toBe(state.weightsSha256);
  });

  it('tells how far it is, and can be cancelled', async () => {
    const { folder, workbench, id } = await trained({ ...tight, epochs: 3000 });
    // Where keyframes lie depends on how busy the machine was: without those in between there is much to compute on any.
    const raw = new Sqlite(databaseIn(folder));
    forget(raw, 3000);
    raw.close();
    const told: number[] = [];
    workbench.on('replay.progress', ({ request, done }) => { if (request === 'mine') told.push(done); });
    await call(workbench, 'runs.weightsAt', { id, from: 2000, request: 'mine' });
    expect(told.at(-1)).toBeGreaterThan(0);
    const cancelled = refusal(workbench, 'runs.stateAt', { id, epoch: 2900, request: 'other' });
    await call(workbench, 'replay.cancel', { request: 'other' });
    expect(await cancelled).toMatchObject({ code: 'cancelled' });
  });

  it('is refused where it was never trained', async () => {
    const { workbench, id } = await trained();
    expect((await refusal(workbench, 'runs.weightsAt', { id, from: 61 })).message).toContain('has epochs 0 to 60');
    expect((await refusal(workbench, 'runs.weightsAt', { id, from: 5, through: 4 })).code).toBe('invalidInput');
  });

  it('is refused, with the epoch, where it comes out otherwise than it was recorded', async () => {
    const { folder, workbench, id } = await trained(tight);
    const raw = new Sqlite(databaseIn(folder));
    forget(raw, 60);
    raw.exec('UPDATE chain_links SET link = zeroblob(32) WHERE epoch = 9');
    raw.close();
    expect(await refusal(workbench, 'runs.weightsAt', { id, from: 12 })).toMatchObject({ code: 'damaged', message: expect.stringContaining('Epoch 9 ') });
  });
});

describe('a damaged snapshot', () => {
  it.each([0, 1, 31, 60])('of epoch %i is healed when it is asked for', async (epoch) => {
    const { folder, workbench, id } = await trained();
    flip(folder, 'weights', (one) => one === epoch);
    expect(() => workbench.store.snapshots.weights(id, epoch)).toThrow(/is damaged/);
    const { weights } = await call(workbench, 'runs.weightsAt', { id, from: epoch });
    expect(toHex(sha256(weights))).toBe(toHex(workbench.store.snapshots.links(id, { from: epoch, through: epoch })[0]!.weightsSha256));
    expect(workbench.store.snapshots.weights(id, epoch)).toEqual(new Uint8Array(weights));
    expect(workbench.store.runs.detail(id).events).toContainEqual(expect.objectContaining({ kind: 'healed', message: expect.stringContaining(`epoch ${epoch} `) }));
  });

  it('is passed over where training goes on from it', async () => {
    const { folder, workbench, id } = await trained();
    flip(folder, 'state');
    flip(folder, 'weights');
    await workbench.goOn(id, 70);
    expect(await ended(workbench, id)).toMatchObject({ status: 'completed', epochs: 70 });
  });

  it('is found whichever byte of whichever blob was flipped', async () => {
    const { folder, workbench, id } = await trained();
    await workbench.fork({ id, epoch: 30, config: { ...workbench.store.runs.detail(id).config, epochs: 61, optimizer: { name: 'momentum' } } });
    const random = createGenerator(1, 'flips');
    const { all, close } = storedSnapshots(folder);
    expect(all.filter(({ column, runId }) => column === 'weights' && runId === id)).toHaveLength(61);
    for (const { runId, epoch, bytes, put } of all) {
      const flipped = Buffer.from(bytes);
      flipped[random.int(flipped.length)]! ^= 0xff;
      put(flipped);
      expect(workbench.store.snapshots.damaged(runId)).toEqual([epoch]);
      put(bytes);
    }
    close();
    expect(workbench.store.snapshots.damaged(id)).toEqual([]);
  });

  it('is found and healed by a verification, whichever byte of it was flipped', async () => {
    const { folder, workbench, id } = await trained();
    flip(folder, 'state');
    flip(folder, 'weights', (epoch) => epoch % 20 === 3);
    const { identicalThrough, healed } = await workbench.verify(id);
    expect(identicalThrough).toBe(60);
    expect(healed).toEqual(expect.arrayContaining([3, 23, 43, 60]));
    expect(workbench.store.snapshots.damaged(id)).toEqual([]);
    expect(workbench.store.snapshots.keyframes(id)).toContain(60);
  });
});
