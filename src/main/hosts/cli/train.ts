import type { Command } from 'commander';
import { command } from './command.ts';
import { costLines } from './cost-lines.ts';
import type { CliEnvironment, CommonOptions } from './environment.ts';
import { createOutput } from './output.ts';
import { replicatesOf, seedKind, seedRange, type ReplicatesOptions } from './replicates-options.ts';
import { threadsOption } from './threads-option.ts';
import { writeConfig, type ConfigOptions } from './train-config.ts';
import { trainMany } from './train-many.ts';
import { asWritten, notesOf, trainToEnd } from './train-to-end.ts';
import { wholeNumber } from './whole-number.ts';
import { withWorkbench } from './with-workbench.ts';

interface TrainOptions extends ConfigOptions, ReplicatesOptions, CommonOptions {
  dryRun?: true;
  tag?: string[];
  experiment?: string;
  workers?: number;
  threads?: number;
}

export function trainCommand(environment: CliEnvironment, finish: (exitCode: number) => void): Command {
  return command('train', 'train a network; Ctrl-C stops the run and keeps it')
    .option('--config <file>', 'a run config as JSON; what it leaves out has a default')
    .option('--like <run>', 'the config, experiment and tags of that run, which so is trained once more')
    .option('--preset <name>', 'settings under that name, where config and options say nothing else; see: trainyard presets')
    .option('--data <name|csv>', 'a data set by name or id, or a CSV file, which is imported')
    .option('--target <column>', 'the column to predict')
    .option('--set <path=value...>', 'change the config, for example optimizer.learningRate=0.01')
    .option('--epochs <n>', 'the most epochs to train', wholeNumber(1, 1_000_000))
    .option('--seed <n>', 'the seed of weights, order and dropout', wholeNumber(0, Number.MAX_SAFE_INTEGER))
    .option('--seeds <range>', 'one run for each seed, for example 1..10', seedRange)
    .option('--vary <which>', 'what --seeds stand for: seed (weights, order, dropout), split, or both', seedKind)
    .option('--folds', 'one run for each fold of the split')
    .option('--dry-run', 'train nothing; say what it would cost')
    .option('--name <text>', 'what to call the run')
    .option('--tag <text...>', 'tags of the run')
    .option('--experiment <name>', 'the experiment that the run belongs to, made where it is missing')
    .option('--workers <n>', 'how many runs this process trains at a time', wholeNumber(1, 256))
    .option(...threadsOption)
    .action(async (options: TrainOptions) => finish(await train(environment, options)));
}

function train(environment: CliEnvironment, options: TrainOptions): Promise<number> {
  return withWorkbench(environment, options, async (workbench) => {
    const output = createOutput(environment);
    const { config, weightsFile, notes, like } = await writeConfig(workbench, options);
    const replicates = replicatesOf(options);
    if (options.dryRun) {
      const cost = await asWritten(() => workbench.estimate({ config, weightsFile, replicates }));
      if (options.json) output.json(cost);
      else [...notes, ...costLines(cost)].forEach(output.line);
      return 0;
    }
    const rows = await asWritten(() => workbench.launch({ config, weightsFile, replicates, experiment: options.experiment ?? like?.experiment, tags: options.tag ?? like?.tags }));
    const [row] = rows;
    if (!options.json) for (const note of [...notes, ...notesOf(workbench, row!)]) output.note(note);
    return rows.length > 1 ? trainMany(environment, workbench, rows, options) : trainToEnd(environment, workbench, row!, options);
  }, { workers: options.workers, threads: options.threads });
}
