import { PassThrough } from 'node:stream';
import { runCli } from '../../../src/main/hosts/cli.ts';
import { createTrainingWorker } from '../../../tests/support/training-worker.ts';

/** `node csv-process.ts MODEL DATA OUTPUT` predicts as the command line does, and prints seconds and the peak of this process's memory. */
const [model, data, output] = process.argv.slice(2) as [string, string, string];
const from = performance.now();
const exitCode = await runCli(['predict', model, '--data', data, '-o', output, '--force', '--json'], {
  createWorker: createTrainingWorker, version: 'bench', stdout: new PassThrough().resume(), stderr: process.stderr, onInterrupt: () => () => {},
});
if (exitCode !== 0) process.exit(exitCode);
console.log(JSON.stringify({ seconds: (performance.now() - from) / 1000, megabytes: process.resourceUsage().maxRSS / 1024 }));
