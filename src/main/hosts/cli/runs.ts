import type { Command } from 'commander';
import { AppError } from '../../../contract/errors.ts';
import { runStatuses, type RunRow, type RunStatus } from '../../../contract/runs.ts';
import { command } from './command.ts';
import { UsageError, type CliEnvironment, type CommonOptions } from './environment.ts';
import { formatNumber, formatSeconds, formatTime } from './numbers.ts';
import { createOutput } from './output.ts';
import { textTable, type TextColumn } from './text-table.ts';
import { wholeNumber } from './whole-number.ts';
import { call, withWorkbench } from './with-workbench.ts';

interface RunsOptions extends CommonOptions {
  status?: string;
  filter?: string;
  sort: string;
  limit: number;
  trash?: true;
}

export function runsCommand(environment: CliEnvironment): Command {
  return command('runs', 'list runs')
    .option('--status <status>', `only these, separated by commas: ${runStatuses.join(', ')}`)
    .option('--filter <text>', 'for example: val_accuracy.max > 0.97 and optimizer.name = adam and not tag:old')
    .option('--sort <keys>', 'created, name, status, experiment, dataSet, epochs, duration or another field, a path of the config like optimizer.learningRate, or a metric like val_loss or val_accuracy.max; several with commas between them; a leading - sorts downwards', '-created')
    .option('--limit <n>', 'at most this many', wholeNumber(1, 1000), 50)
    .option('--trash', 'those in the trash')
    .action(async (options: RunsOptions) => {
      const output = createOutput(environment);
      const { rows, total } = await withWorkbench(environment, options, async (workbench) => {
        const query = { status: statusesIn(options.status), filter: options.filter, sort: options.sort, limit: options.limit, trash: options.trash };
        return call(workbench, 'runs.list', query).catch(asUsage);
      });
      if (options.json) return output.json(rows);
      if (rows.length === 0) return output.line('There are no such runs.');
      textTable(columns, rows).forEach(output.line);
      if (total > rows.length) output.note(`${rows.length} of ${total} runs; --limit shows more`);
    });
}

const columns: TextColumn<RunRow>[] = [
  { title: 'id', cell: ({ id }) => id },
  { title: 'name', cell: ({ name }) => name },
  { title: 'status', cell: ({ status }) => status },
  { title: 'data set', cell: ({ dataSet }) => dataSet },
  { title: 'epochs', cell: ({ epochs }) => String(epochs), right: true },
  { title: 'val_loss', cell: ({ metrics }) => formatNumber(metrics['val_loss']?.last), right: true },
  { title: 'val_accuracy.max', cell: ({ metrics }) => formatNumber(metrics['val_accuracy']?.max), right: true },
  { title: 'trained', cell: ({ trainSeconds }) => formatSeconds(trainSeconds), right: true },
  { title: 'created', cell: ({ createdAt }) => formatTime(createdAt) },
];

function statusesIn(text: string | undefined): RunStatus[] | undefined {
  return text?.split(',').map((part) => {
    const status = runStatuses.find((known) => known === part.trim());
    if (!status) throw new UsageError(`--status ${part.trim()}: there is no such status; there are ${runStatuses.join(', ')}`);
    return status;
  });
}

function asUsage(error: unknown): never {
  throw error instanceof AppError && error.code === 'invalidInput' ? new UsageError(error.message) : error;
}
