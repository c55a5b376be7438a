/** Takes a run, starts it, and writes an epoch after the other, until it is killed. Prints each epoch when it is stored. */
import { openStore } from '../../../../src/main/store/open.ts';
import { batch, preparation, snapshot } from '../../../support/store.ts';

const [path, id] = process.argv.slice(2);
const store = await openStore(path!);
store.leases.take(id!);
store.runs.start(id!, preparation);
for (let epoch = 1; ; epoch++) {
  store.transaction(() => {
    store.points.append([batch(id!, [epoch], { train_loss: [1 / epoch], val_loss: [2 / epoch] }, { bestEpoch: epoch })]);
    store.snapshots.append(id!, [snapshot(epoch)], { bestEpoch: epoch });
  });
  process.stdout.write(`${epoch}\n`);
  await new Promise((resolve) => setImmediate(resolve));
}
