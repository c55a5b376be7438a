import type { Command } from 'commander';
import { AppError } from '../../../contract/errors.ts';
import type { RunRow } from '../../../contract/runs.ts';
import type { LaunchRequest } from '../../workbench/launch-runs.ts';
import type { Workbench } from '../../workbench/workbench.ts';
import { command } from './command.ts';
import { UsageError, type CliEnvironment, type CommonOptions } from './environment.ts';
import { followRun } from './follow-run.ts';
import { createOutput } from './output.ts';
import { doneEvent, summarize } from './run-summary.ts';
import { writeConfig, type ConfigOptions } from './train-config.ts';
import { createProgress } from './train-progress.ts';
import { threadsOption } from './threads-option.ts';
import { wholeNumber } from './whole-number.ts';
import { call, withWorkbench } from './with-workbench.ts';

interface TrainOptions extends ConfigOptions, CommonOptions {
  tag?: string[];
  experiment?: string;
  workers?: number;
  threads?: number;
}

export function trainCommand(environment: CliEnvironment, finish: (exitCode: number) => void): Command {
  return command('train', 'train a network; Ctrl-C stops the run and keeps it')
    .option('--config <file>', 'a run config as JSON; what it leaves out has a default')
    .option('--like <run>', 'the config, experiment and tags of that run, which so is trained once more')
    .option('--data <name|csv>', 'a data set by name or id, or a CSV file, which is imported')
    .option('--target <column>', 'the column to predict')
    .option('--set <path=value...>', 'change the config, for example optimizer.learningRate=0.01')
    .option('--epochs <n>', 'the most epochs to train', wholeNumber(1, 1_000_000))
    .option('--seed <n>', 'the seed of weights, order and dropout', wholeNumber(0, Number.MAX_SAFE_INTEGER))
    .option('--name <text>', 'what to call the run')
    .option('--tag <text...>', 'tags of the run')
    .option('--experiment <name>', 'the experiment that the run belongs to, made where it is missing')
    .option('--workers <n>', 'how many runs this process trains at a time', wholeNumber(1, 256))
    .option(...threadsOption)
    .action(async (options: TrainOptions) => finish(await train(environment, options)));
}

/** The exit code: 0 for a run that completed or was stopped. */
function train(environment: CliEnvironment, options: TrainOptions): Promise<number> {
  return withWorkbench(environment, options, async (workbench) => {
    const output = createOutput(environment);
    const { config, weightsFile, notes, like } = await writeConfig(workbench, options);
    const row = launch(workbench, { config, weightsFile, experiment: options.experiment ?? like?.experiment, tags: options.tag ?? like?.tags });
    if (!options.json) for (const note of [...notes, ...notesOf(workbench, row)]) output.note(note);

    const progress = createProgress(environment.stderr, row.config.epochs, options.json === true);
    const stopListening = environment.onInterrupt(() => void workbench.call('runs.stop', { ids: [row.id] }));
    await followRun(workbench, row.id, {
      epoch(report) {
        progress.report(report);
        if (options.json) output.json({ event: 'epoch', run: row.id, epoch: report.epoch, ...report.metrics });
      },
      row: ({ status }) => progress.state(status === 'paused' ? 'paused' : status === 'queued' ? 'waiting' : 'running'),
    });
    stopListening();
    progress.end();

    const run = await call(workbench, 'runs.get', { id: row.id });
    if (options.json) output.json(doneEvent(run));
    else summarize(run).forEach(output.line);
    if (run.error !== null) output.note(`error: ${run.error}`);
    return run.status === 'completed' || run.status === 'stopped' ? 0 : 1;
  }, { workers: options.workers, threads: options.threads });
}

/** A config that says what cannot be is a mistake in what was written. */
function launch(workbench: Workbench, request: LaunchRequest): RunRow {
  try {
    return workbench.launch(request)[0]!;
  } catch (error) {
    if (error instanceof AppError && error.code === 'invalidInput') throw new UsageError(error.message);
    throw error;
  }
}

function notesOf(workbench: Workbench, { id }: RunRow): string[] {
  return workbench.store.runs.detail(id).events.map(({ message }) => message);
}
