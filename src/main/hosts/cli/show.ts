import type { Command } from 'commander';
import type { RunDetail } from '../../../contract/runs.ts';
import { command } from './command.ts';
import type { CliEnvironment, CommonOptions } from './environment.ts';
import { formatNumber, formatTime } from './numbers.ts';
import { createOutput } from './output.ts';
import { summarize } from './run-summary.ts';
import { textTable, type TextColumn } from './text-table.ts';
import { call, withWorkbench } from './with-workbench.ts';

export function showCommand(environment: CliEnvironment): Command {
  return command('show', 'show one run')
    .argument('<run>', 'its id, the beginning of its id, or its name')
    .action(async (text: string, options: CommonOptions) => {
      const output = createOutput(environment);
      const run = await withWorkbench(environment, options, (workbench) => call(workbench, 'runs.get', { id: workbench.store.runs.resolve(text) }));
      if (options.json) output.json(run);
      else describe(run).forEach(output.line);
    });
}

function describe(run: RunDetail): string[] {
  const { rows, tags, note, config, error, events } = run;
  return [
    ...summarize(run),
    `Experiment ${run.experiment}, data set ${run.dataSet}${rows ? ` (${rows.train} training, ${rows.validation} validation, ${rows.test} test rows)` : ''}.`,
    `Created ${formatTime(run.createdAt)}${run.parameters === null ? '' : `, ${run.parameters} parameters`}.`,
    ...(tags.length > 0 ? [`Tags: ${tags.join(', ')}.`] : []),
    ...(note === '' ? [] : [`Note: ${note}`]),
    ...(error === null ? [] : [`Error: ${error}`]),
    '',
    ...textTable(metricColumns, Object.entries(run.metrics)),
    '',
    ...events.map(({ at, kind, message }) => `${formatTime(at)}  ${kind}: ${message}`),
    `Config: ${JSON.stringify(config)}`,
  ];
}

const metricColumns: TextColumn<[string, RunDetail['metrics'][string]]>[] = [
  { title: 'metric', cell: ([name]) => name },
  { title: 'last', cell: ([, { last }]) => formatNumber(last), right: true },
  { title: 'min', cell: ([, { min }]) => formatNumber(min), right: true },
  { title: 'at epoch', cell: ([, { minEpoch }]) => String(minEpoch), right: true },
  { title: 'max', cell: ([, { max }]) => formatNumber(max), right: true },
  { title: 'at epoch', cell: ([, { maxEpoch }]) => String(maxEpoch), right: true },
  { title: 'at best epoch', cell: ([, { best }]) => formatNumber(best), right: true },
];
