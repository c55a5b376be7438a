/** Adds, trains and ends runs as fast as it can: database, name, number of runs. */
import { openStore } from '../../../../src/main/store/open.ts';
import { addRunning, batch, completed, snapshot } from '../../../support/store.ts';

const [path, name, count] = process.argv.slice(2);
const store = await openStore(path!);
for (let at = 0; at < Number(count); at++) {
  const { id } = addRunning(store, { name: `${name}-${at}`, tags: [name!] });
  store.points.append([batch(id, [1, 2, 3], { val_loss: [3, 2, at] })]);
  store.snapshots.append(id, [snapshot(0), snapshot(3)], { bestEpoch: null });
  store.runs.end(id, completed);
  store.leases.release(id);
}
store.close();
