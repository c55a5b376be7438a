import { Worker } from 'node:worker_threads';
import { startWebHost } from '../../../src/main/hosts/web.ts';
import { openWorkbench } from '../../../src/main/workbench/workbench.ts';

/** `node event-host.ts DATABASE RUNS`: the web host, in which so many runs are "trained" by event sources. One line of JSON says where it is. */
const [databasePath = '', runs = '8'] = process.argv.slice(2);
const workbench = await openWorkbench({
  databasePath, host: 'web', version: '0.0.0', workers: Number(runs),
  createWorker: () => new Worker(new URL('./event-source.ts', import.meta.url)),
});
const config = { name: 'live', data: { set: 'iris' }, epochs: 1_000_000, earlyStopping: null, snapshots: { budgetBytes: 0 } };
const { launchFile, url } = await startWebHost({ workbench, open: false, launchFolder: process.env['XDG_DATA_HOME'] });
const launched = Array.from({ length: Number(runs) }, (_, at) => workbench.launch({ config: { ...config, seed: at } }));
const ids = (await Promise.all(launched)).map(([row]) => row!.id);
console.log(JSON.stringify({ url, launchFile, ids }));
// Nobody wants what it has made: it ends as it stands.
process.on('SIGTERM', () => process.exit(0));
