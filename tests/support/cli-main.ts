import { runCli } from '../../src/main/hosts/cli.ts';
import { processEnvironment } from '../../src/main/hosts/cli/process-environment.ts';
import { createTrainingWorker } from './training-worker.ts';

/** The command line as a program, from its sources: what the built entry does, but for how a worker is made. */
process.exitCode = await runCli(process.argv.slice(2), processEnvironment({ createWorker: createTrainingWorker }));
