import type { Command } from 'commander';
import { plainList, type ListState } from '../../../contract/list-state.ts';
import { cellOf, columnNamed } from '../../../contract/run-columns.ts';
import { runStatuses, type RunRow, type RunStatus } from '../../../contract/runs.ts';
import type { Workbench } from '../../workbench/workbench.ts';
import { asUsage } from './as-usage.ts';
import { command } from './command.ts';
import { UsageError, type CliEnvironment, type CommonOptions } from './environment.ts';
import { listStateWith, withListOptions, type ListOptions } from './list-options.ts';
import { createOutput, type Output } from './output.ts';
import { cellWords, columnTitle, isOfNumbers, usualColumns } from './run-cells.ts';
import { tellGroups } from './run-groups.ts';
import { textTable, type TextColumn } from './text-table.ts';
import { stateOfView } from './view-named.ts';
import { wholeNumber } from './whole-number.ts';
import { call, withWorkbench } from './with-workbench.ts';

interface RunsOptions extends CommonOptions, ListOptions {
  view?: string;
  status?: string;
  limit: number;
  trash?: true;
}

/** Groups are each gathered of runs, so that fewer of them come at once. */
const mostGroups = 200;

export function runsCommand(environment: CliEnvironment): Command {
  return withListOptions(command('runs', 'list runs, or groups of them'))
    .option('--no-group', 'the runs themselves, where a view has groups')
    .option('--view <view>', 'as this saved view shows them; other options take the place of what it says')
    .option('--status <status>', `only these, separated by commas: ${runStatuses.join(', ')}`)
    .option('--limit <n>', `at most this many; of groups ${mostGroups}`, wholeNumber(1, 1000), 50)
    .option('--trash', 'those in the trash')
    .action((options: RunsOptions) => withWorkbench(environment, options, async (workbench) => {
      const output = createOutput(environment);
      const statuses = statusesIn(options.status);
      const state = listStateWith(options.view === undefined ? plainList : await stateOfView(workbench, options.view), options);
      const which = { status: statuses, filter: state.filter || undefined, experimentId: state.experimentId ?? undefined, sort: [...state.sort], limit: options.limit, trash: options.trash };
      if (state.group === null) await tellRuns(workbench, which, state, output, options);
      else await groupRuns(workbench, which, state.group, state, output, options);
    }));
}

interface Which {
  status: RunStatus[] | undefined;
  filter: string | undefined;
  experimentId: string | undefined;
  sort: string[];
  limit: number;
  trash: true | undefined;
}

async function tellRuns(workbench: Workbench, which: Which, { columns: { shown } }: ListState, output: Output, { json }: CommonOptions): Promise<void> {
  const { rows, total } = await call(workbench, 'runs.list', which).catch(asUsage);
  if (json) return output.json(rows);
  if (rows.length === 0) return output.line('There are no such runs.');
  textTable([...headColumns, ...(shown ?? usualColumns).map((key) => columnOf(key, rows))], rows).forEach(output.line);
  if (total > rows.length) output.note(`${rows.length} of ${total} runs; --limit shows more`);
}

async function groupRuns(workbench: Workbench, which: Which, by: string, { columns: { shown } }: ListState, output: Output, { json }: CommonOptions): Promise<void> {
  if (which.limit > mostGroups) throw new UsageError(`--limit ${which.limit}: of groups at most ${mostGroups} are listed; a --filter leaves fewer`);
  const columns = [...(shown ?? usualColumns.filter((key) => key !== by))];
  tellGroups(output, await call(workbench, 'runs.groups', { ...which, by, columns }).catch(asUsage), by, columns, json === true);
}

const headColumns: TextColumn<RunRow>[] = [
  { title: 'id', cell: ({ id }) => id },
  { title: 'name', cell: ({ name }) => name },
];

/** A column that is known to be one. */
function columnOf(key: string, rows: readonly RunRow[]): TextColumn<RunRow> {
  const field = columnNamed(key)!;
  return {
    title: columnTitle(key), cell: (row) => cellWords(field, cellOf(row, field)),
    ...(isOfNumbers(key, rows.map((row) => cellOf(row, field))) && { right: true as const }),
  };
}

function statusesIn(text: string | undefined): RunStatus[] | undefined {
  return text?.split(',').map((part) => {
    const status = runStatuses.find((known) => known === part.trim());
    if (!status) throw new UsageError(`--status ${part.trim()}: there is no such status; there are ${runStatuses.join(', ')}`);
    return status;
  });
}
