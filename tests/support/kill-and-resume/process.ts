/**
 * Trains what is not finished of the cases of a seed: launches what is new and goes on with what was interrupted. Prints a line
 * with every batch of epochs, and `done` at the end. Arguments: database, seed.
 */
import { endedStatuses } from '../../../src/contract/runs.ts';
import { openWorkbench } from '../../../src/main/workbench/workbench.ts';
import { createTrainingWorker } from '../training-worker.ts';
import { casesWithSeed } from './cases.ts';

const [databasePath, seed] = process.argv.slice(2);
const workbench = await openWorkbench({ databasePath: databasePath!, host: 'web', version: '1.2.3', createWorker: createTrainingWorker, workers: 2 });
workbench.on('runs.points', () => process.stdout.write('epochs\n'));
const unfinished = new Set<string>();
let begun = false;
const leaveIfDone = () => { if (begun && unfinished.size === 0) process.stdout.write('done\n', () => process.exit()); };
workbench.on('runs.changed', ({ rows }) => {
  for (const { id, status } of rows) if (endedStatuses.includes(status)) unfinished.delete(id);
  leaveIfDone();
});
const known = new Map(workbench.store.runs.list({ limit: 1000 }).rows.map((row) => [row.name, row]));
for (const config of casesWithSeed(Number(seed))) {
  const row = known.get(config.name!);
  if (row?.status === 'completed') continue;
  if (row?.status === 'interrupted') unfinished.add((await workbench.goOn(row.id)).id);
  else if (row) unfinished.add(row.id);
  else unfinished.add((await workbench.launch({ config }))[0]!.id);
}
begun = true;
leaveIfDone();
