import type { Command } from 'commander';
import type { Comparison } from '../../workbench/compare-runs.ts';
import { command } from './command.ts';
import type { CliEnvironment, CommonOptions } from './environment.ts';
import { formatNumber } from './numbers.ts';
import { createOutput } from './output.ts';
import { textTable, type TextColumn } from './text-table.ts';
import { withWorkbench } from './with-workbench.ts';

interface CompareOptions extends CommonOptions {
  metric?: string;
}

export function compareCommand(environment: CliEnvironment): Command {
  return command('compare', 'hold runs against each other: what differs, the metric, and whether it is more than chance')
    .argument('<run...>', 'ids, beginnings of ids, or names; the first is the baseline, and runs that differ in seeds alone count as one')
    .option('--metric <metric>', 'for example val_loss or val_f1.max; at the best epoch where nothing follows the name')
    .action(async (texts: string[], { metric, ...options }: CompareOptions) => {
      const output = createOutput(environment);
      const comparison = await withWorkbench(environment, options, ({ store, compare }) => {
        const ids = new Set(texts.map((text) => store.runs.resolve(text)));
        return compare([...ids], metric);
      });
      if (options.json) output.json(forPrograms(comparison));
      else describeComparison(comparison).forEach(output.line);
    });
}

function describeComparison({ metric, groups, differences, sides, verdicts }: Comparison): string[] {
  const labels = groups.map(({ label }) => label);
  return [
    ...(differences.length === 0 ? ['The configs do not differ but in seeds.'] : textTable(
      [{ title: 'config', cell: ({ path }) => path }, ...labels.map((title, at): TextColumn<Comparison['differences'][number]> => ({ title, cell: ({ values }) => JSON.stringify(values[at]) ?? '–' }))],
      differences,
    )),
    '',
    ...textTable(
      [
        { title: metric, cell: ({ label }) => label },
        { title: 'n', cell: ({ n }) => String(n), right: true },
        { title: 'mean', cell: ({ mean }) => formatNumber(mean), right: true },
        { title: 'sd', cell: ({ sd }) => (Number.isNaN(sd) ? '–' : formatNumber(sd)), right: true },
        { title: '95 % interval', cell: ({ interval }) => (interval ? `${formatNumber(interval[0])} to ${formatNumber(interval[1])}` : '–'), right: true },
      ],
      sides,
    ),
    '',
    ...(verdicts.length === 0
      ? ['All of these runs are replicates of one config; there is nothing to hold against them.']
      : verdicts.map(({ a, b, sentence }) => `${a.label} against ${b.label}: ${sentence}.`)),
  ];
}

const forPrograms = ({ groups, ...rest }: Comparison) => ({ ...rest, groups: groups.map(({ label, runs }) => ({ label, runs: runs.map(({ id }) => id) })) });
