import type { Command } from 'commander';
import type { Experiment } from '../../../contract/api.ts';
import { command } from './command.ts';
import type { CliEnvironment, CommonOptions } from './environment.ts';
import { formatTime } from './numbers.ts';
import { createOutput } from './output.ts';
import { textTable, type TextColumn } from './text-table.ts';
import { call, withWorkbench } from './with-workbench.ts';

export function experimentsCommand(environment: CliEnvironment): Command {
  return command('experiments', 'list the experiments, and how many runs each has; move puts runs into one')
    .action(async (options: CommonOptions) => {
      const output = createOutput(environment);
      const all = await withWorkbench(environment, options, (workbench) => call(workbench, 'experiments.list', null));
      if (options.json) output.json(all);
      else if (all.length === 0) output.line('There are no experiments yet.');
      else textTable(columns, all).forEach(output.line);
    });
}

const columns: TextColumn<Experiment>[] = [
  { title: 'name', cell: ({ name }) => name },
  { title: 'runs', cell: ({ runs }) => String(runs), right: true },
  { title: 'created', cell: ({ createdAt }) => formatTime(createdAt) },
  { title: 'id', cell: ({ id }) => id },
];
