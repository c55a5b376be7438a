import type { Command } from 'commander';
import { command } from './command.ts';
import { assign, parseAssignment } from './config-paths.ts';
import type { CliEnvironment, CommonOptions } from './environment.ts';
import { createOutput } from './output.ts';
import { threadsOption } from './threads-option.ts';
import { asWritten, notesOf, trainToEnd } from './train-to-end.ts';
import { wholeNumber } from './whole-number.ts';
import { withWorkbench } from './with-workbench.ts';

interface ForkOptions extends CommonOptions {
  at: number;
  set?: string[];
  name?: string;
  threads?: number;
}

export function forkCommand(environment: CliEnvironment, finish: (exitCode: number) => void): Command {
  return command('fork', 'go on differently from an epoch of a run, as a new run; Ctrl-C stops it')
    .argument('<run>', 'its id, the beginning of its id, or its name')
    .requiredOption('--at <epoch>', 'the epoch to go on from', wholeNumber(0, 1_000_000))
    .option('--set <path=value...>', 'change the config, for example optimizer.learningRate=0.0001')
    .option('--name <text>', 'what to call the new run')
    .option(...threadsOption)
    .action(async (text: string, options: ForkOptions) => finish(await fork(environment, text, options)));
}

function fork(environment: CliEnvironment, text: string, options: ForkOptions): Promise<number> {
  return withWorkbench(environment, options, async (workbench) => {
    const parent = workbench.store.runs.row(workbench.store.runs.resolve(text));
    const config = assign({ ...parent.config }, (options.set ?? []).map(parseAssignment));
    const row = await asWritten(() => workbench.fork({ id: parent.id, epoch: options.at, config, name: options.name }));
    if (!options.json) notesOf(workbench, row).forEach(createOutput(environment).note);
    return trainToEnd(environment, workbench, row, options);
  }, { threads: options.threads });
}
