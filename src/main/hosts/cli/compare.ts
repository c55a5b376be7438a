import type { Command } from 'commander';
import { oneGroupWords } from '../../../compare/replicates.ts';
import { wayOut } from '../../../compare/verdict.ts';
import { groupValueWords } from '../../../contract/group-differences.ts';
import type { Comparison } from '../../workbench/compare-runs.ts';
import { command } from './command.ts';
import type { CliEnvironment, CommonOptions } from './environment.ts';
import { formatNumber } from './numbers.ts';
import { createOutput } from './output.ts';
import { textTable, type TextColumn } from './text-table.ts';
import { withWorkbench } from './with-workbench.ts';
import { writeFileWhole } from './write-file.ts';

interface CompareOptions extends CommonOptions {
  report?: string;
  force?: true;
  metric?: string;
}

export function compareCommand(environment: CliEnvironment): Command {
  return command('compare', 'hold runs against each other: what differs, the metric, and whether it is more than chance')
    .argument('<run...>', 'ids, beginnings of ids, or names; the first is the baseline, and runs that differ in seeds alone count as one')
    .option('--metric <metric>', 'for example val_loss or val_f1.max; at the best epoch where nothing follows the name')
    .option('--report <file>', 'write the comparison into one HTML file as well')
    .option('--force', 'replace a file that is there')
    .action(async (texts: string[], { metric, report: reportFile, force, ...options }: CompareOptions) => {
      const output = createOutput(environment);
      const comparison = await withWorkbench(environment, options, async ({ store, compare, report }) => {
        const ids = [...new Set(texts.map((text) => store.runs.resolve(text)))];
        const found = await compare(ids, metric);
        if (reportFile !== undefined) await writeFileWhole(reportFile, new TextEncoder().encode(await report(ids, metric)), { force: force === true });
        return found;
      });
      if (options.json) output.json(forPrograms(comparison));
      else [...describeComparison(comparison), ...(reportFile === undefined ? [] : ['', `Wrote ${reportFile}.`])].forEach(output.line);
    });
}

function describeComparison({ metric, groups, differences, sides, verdicts, training }: Comparison): string[] {
  return [
    ...(differences.length === 0 ? ['Seeds and folds aside, nothing that is known of the configs differs.'] : textTable(
      [{ title: 'config', cell: ({ path }) => path }, ...groups.map(({ label: title }, at): TextColumn<Comparison['differences'][number]> => ({ title, cell: ({ groups: values }) => groupValueWords(values[at]!, (value) => JSON.stringify(value)) }))],
      differences,
    )),
    '',
    ...textTable(
      [
        { title: metric, cell: ({ label }) => label },
        { title: 'n', cell: ({ n }) => String(n), right: true },
        { title: 'mean', cell: ({ mean }) => (Number.isNaN(mean) ? '–' : formatNumber(mean)), right: true },
        { title: 'sd', cell: ({ sd }) => (Number.isNaN(sd) ? '–' : formatNumber(sd)), right: true },
        { title: '95 % interval', cell: ({ interval }) => (interval ? `${formatNumber(interval[0])} to ${formatNumber(interval[1])}` : '–'), right: true },
      ],
      sides,
    ),
    '',
    ...(verdicts.length === 0
      ? [oneGroupWords(groups.flatMap(({ runs }) => runs.map(({ config }) => config)))]
      : verdicts.map(({ a, b, sentence }) => `${a.label} against ${b.label}: ${sentence}.`)),
    ...[wayOut(verdicts), training > 0 ? `${training} ${training === 1 ? 'run has' : 'runs have'} not ended and ${training === 1 ? 'does' : 'do'} not count yet.` : null].filter((line) => line !== null),
  ];
}

/** Of a difference one value a group, or a list where its runs differ. */
const forPrograms = ({ groups, differences, ...rest }: Comparison) => ({
  ...rest,
  differences: differences.map(({ path, groups: of }) => ({ path, values: of.map(({ values }) => (values.length > 1 ? values : values[0])) })),
  groups: groups.map(({ label, runs }) => ({ label, runs: runs.map(({ id }) => id) })),
});
