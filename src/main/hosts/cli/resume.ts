import type { Command } from 'commander';
import { AppError } from '../../../contract/errors.ts';
import { endedStatuses, type RunRow } from '../../../contract/runs.ts';
import type { Workbench } from '../../workbench/workbench.ts';
import { command } from './command.ts';
import { UsageError, type CliEnvironment, type CommonOptions } from './environment.ts';
import { createOutput } from './output.ts';
import { threadsOption } from './threads-option.ts';
import { asWritten, trainToEnd } from './train-to-end.ts';
import { wholeNumber } from './whole-number.ts';
import { call, withWorkbench } from './with-workbench.ts';

interface ResumeOptions extends CommonOptions {
  epochs?: number;
  threads?: number;
}

export function resumeCommand(environment: CliEnvironment, finish: (exitCode: number) => void): Command {
  return command('resume', 'let paused runs go on, or train here what was stopped or interrupted; Ctrl-C stops it')
    .argument('<run...>', 'ids, beginnings of ids, or names')
    .option('--epochs <n>', 'train one run that has ended up to this epoch instead of its own', wholeNumber(1, 1_000_000))
    .option(...threadsOption)
    .action(async (texts: string[], options: ResumeOptions) => finish(await resume(environment, texts, options)));
}

function resume(environment: CliEnvironment, texts: string[], options: ResumeOptions): Promise<number> {
  return withWorkbench(environment, options, async (workbench) => {
    const rows = [...new Set(texts.map((text) => workbench.store.runs.resolve(text)))].map((id) => workbench.store.runs.row(id));
    if (options.epochs !== undefined && rows.length > 1) throw new UsageError('--epochs is for one run at a time');
    const goesOnHere = (row: RunRow) => options.epochs !== undefined || endedStatuses.includes(row.status);
    const live = rows.filter((row) => !goesOnHere(row));
    // What is sent to one that is not paused takes back a pause that was not obeyed yet.
    if (live.length > 0) await call(workbench, 'runs.resume', { ids: live.map(({ id }) => id) });
    const paused = live.filter(({ status }) => status === 'paused');
    if (paused.length > 0) tellResumed(environment, paused, options);
    else if (live.length === rows.length) throw nothingToResume(live[0]!);
    let exitCode = 0;
    for (const { id } of rows.filter(goesOnHere)) exitCode = Math.max(exitCode, await train(environment, workbench, id, options));
    return exitCode;
  }, { threads: options.threads });
}

function tellResumed(environment: CliEnvironment, rows: readonly RunRow[], { json }: CommonOptions): void {
  const output = createOutput(environment);
  if (json) output.json({ resuming: rows.map(({ id }) => id) });
  else output.line(`resuming ${rows.length === 1 ? '1 run' : `${rows.length} runs`}`);
}

function nothingToResume({ name, status }: RunRow): AppError {
  return new AppError('conflict', `The run ${JSON.stringify(name)} is ${status} already, so there is nothing to resume.`);
}

async function train(environment: CliEnvironment, workbench: Workbench, id: string, options: ResumeOptions): Promise<number> {
  const row = await asWritten(() => workbench.goOn(id, options.epochs));
  if (!options.json) createOutput(environment).note(`Goes on from epoch ${row.epochs} of ${row.config.epochs}.`);
  return trainToEnd(environment, workbench, row, options);
}
