import { rmSync, statSync } from 'node:fs';
import { Command, InvalidArgumentError } from 'commander';
import { AppError } from '../src/contract/errors.ts';
import { wholeNumber } from '../src/main/hosts/cli/whole-number.ts';
import { generateDatabase, standardSize, type GeneratorOptions } from './generate-database/generate.ts';

/** `npm run generate:database -- FILE`: a database of many runs that nobody trained. `--help` says what is in it. */
const { runs, withPoints, epochs, seed } = standardSize;
const program = new Command('generate:database')
  .description('Makes a database of many runs that nobody trained, to try lists, filters and charts on.')
  .argument('<file>', 'the database to make')
  .option('--runs <n>', 'how many runs', wholeNumber(1, 10_000_000), runs)
  .option('--with-points <n>', 'how many of them, the newest, have every point of their curves', wholeNumber(0, 10_000_000), withPoints)
  .option('--epochs <n>', 'how many epochs those have', wholeNumber(1, 1_000_000), epochs)
  .option('--seed <n>', 'another one makes other runs', wholeNumber(0, Number.MAX_SAFE_INTEGER), seed)
  .option('--until <date>', 'when the newest run ended; now where it is left out', moment)
  .option('--replace', 'replaces a file of that name')
  .addHelpText('after', `
The file is what the application itself makes, through the same migrations, and opens in it:
  npm start -- --db FILE

In it: about 40 config values and 12 metrics a run, with summaries; two dozen experiments that each search around a
config of their own; replicates that differ in their seed or fold; statuses, errors, tags, notes, stars, a little trash;
two years of starts, more of them on weekdays. There are no snapshots, splits or hashes, and no run is queued, so that
nothing begins to train. The same seed and date make the same runs.

  npm run generate:database -- /tmp/many.db                                              100,000 runs, half a minute
  npm run generate:database -- /tmp/long.db --runs 500 --with-points 200 --epochs 10000  long curves`);

program.action(async (file: string, options: Partial<GeneratorOptions> & { replace?: boolean }) => {
  const started = performance.now();
  if (options.replace) for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
  try {
    const made = await generateDatabase(file, options, progressOn(process.stderr));
    const megabytes = (statSync(file).size / 2 ** 20).toFixed(0);
    console.log(`${file}: ${made.runs.toLocaleString('en')} runs, ${made.points.toLocaleString('en')} points, ${megabytes} MiB, ${((performance.now() - started) / 1000).toFixed(1)} s`);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    console.error(`error: ${error.message}`);
    process.exitCode = 1;
  }
});
await program.parseAsync();

function moment(text: string): number {
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw new InvalidArgumentError('It must be a date such as 2026-11-01.');
  return time;
}

/** Redraws one line on a terminal, and is silent elsewhere. */
function progressOn(stream: NodeJS.WriteStream): (what: string) => void {
  if (!stream.isTTY) return () => {};
  return (what) => stream.write(`\r\x1b[K${what}`);
}
