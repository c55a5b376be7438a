import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { call, collectPoints, ended, endless, launch, rowWhere, short, testWorkbench, withEpochs, withStatus } from '../../support/workbench.ts';

/** Two openings of one file know of each other through the file alone, as two processes do. */
async function pair() {
  const folder = temporaryFolder();
  return { trains: await testWorkbench(folder), watches: await testWorkbench(folder) };
}

describe('two workbenches on one file', () => {
  it('see each other’s runs begin, move and end', async () => {
    const { trains, watches } = await pair();
    const id = await launch(trains, endless);
    const seen = await withEpochs(watches, id, 1);
    expect(seen).toMatchObject({ status: 'running', ownedHere: false });
    await call(trains, 'runs.stop', { ids: [id] });
    expect((await ended(watches, id)).status).toBe('stopped');
  });

  it('get every epoch of each other’s runs, once and in order', async () => {
    const { trains, watches } = await pair();
    const id = await launch(trains, { ...short, epochs: 200, earlyStopping: null });
    const deltas = collectPoints(watches, id);
    await ended(watches, id);
    expect(deltas.flatMap(({ epochs }) => epochs)).toEqual(Array.from({ length: 200 }, (_, at) => at + 1));
    for (const { epochs, values } of deltas) expect(values.val_loss).toHaveLength(epochs.length);
  });

  it('pause, resume and stop each other’s runs', async () => {
    const { trains, watches } = await pair();
    const id = await launch(trains, endless);
    await withEpochs(watches, id, 1);
    await call(watches, 'runs.pause', { ids: [id] });
    await withStatus(watches, id, 'paused');
    await call(watches, 'runs.resume', { ids: [id] });
    await withStatus(watches, id, 'running');
    await call(watches, 'runs.stop', { ids: [id] });
    expect((await ended(watches, id)).status).toBe('stopped');
  });

  it('do not train what the other one has queued', async () => {
    const { trains, watches } = await pair();
    const [first, second] = [await launch(trains, endless), await launch(trains)];
    await withStatus(watches, first, 'running');
    expect(watches.store.leases.take(second)).toBe(false);
  });

  it('hear of names that the other one has changed', async () => {
    const { trains, watches } = await pair();
    const id = await launch(trains);
    await ended(trains, id);
    await call(trains, 'runs.edit', { runs: [id], change: { kind: 'rename', name: 'renamed' } });
    await rowWhere(watches, id, ({ name }) => name === 'renamed');
  });

  it('stop a queued run that belongs to nobody', async () => {
    const folder = temporaryFolder();
    const first = await testWorkbench(folder);
    const [running, waiting] = [await launch(first, endless), await launch(first)];
    await withStatus(first, running, 'running');
    await first.close();
    const terminal = await testWorkbench(folder, { host: 'cli' });
    await call(terminal, 'runs.stop', { ids: [waiting] });
    expect(terminal.store.runs.row(waiting).status).toBe('stopped');
  });
});
