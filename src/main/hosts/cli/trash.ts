import type { Command } from 'commander';
import { trashInWords } from '../../../contract/trash.ts';
import { formatBytes } from './numbers.ts';
import { command } from './command.ts';
import type { CliEnvironment, CommonOptions } from './environment.ts';
import { createOutput } from './output.ts';
import { call, withWorkbench } from './with-workbench.ts';

export function trashCommand(environment: CliEnvironment): Command {
  return command('trash', 'say what is in the trash, or empty it')
    .option('--empty', 'remove what is in it, for good')
    .action(async (options: CommonOptions & { empty?: true }) => {
      await withWorkbench(environment, options, async (workbench) => {
        const output = createOutput(environment);
        const size = await call(workbench, 'trash.size', null);
        if (options.empty) {
          const emptied = await call(workbench, 'trash.empty', null);
          if (options.json) output.json(emptied);
          else output.line(`removed ${trashInWords(emptied, counted)} for good, ${formatBytes(emptied.bytes)} given back`);
        } else if (options.json) output.json(size);
        else if (size.runs + size.dataSets + size.models + size.training === 0) output.line('The trash is empty.');
        else {
          output.line(`${trashInWords(size, counted)} in the trash, about ${formatBytes(size.bytes)}; --empty removes them for good, runs --trash lists them`);
          if (size.training > 0) output.note(`${counted(size.training, 'run')} more would stay: they are trained`);
        }
      });
    });
}

const counted = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`;
