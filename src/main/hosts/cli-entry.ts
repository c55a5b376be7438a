import createWorker from '../training/worker.ts?nodeWorker';
import createDataWorker from '../workbench/data-work/worker.ts?nodeWorker';
import createLongWriter from '../workbench/long-writes/worker.ts?nodeWorker';
import createReader from '../workbench/reading/worker.ts?nodeWorker';
import { runCli } from './cli.ts';
import { processEnvironment } from './cli/process-environment.ts';

process.exitCode = await runCli(process.argv.slice(2), processEnvironment({
  createWorker: () => createWorker({}), createDataWorker: () => createDataWorker({}), createLongWriter: () => createLongWriter({}), createReader: () => createReader({}),
}));
