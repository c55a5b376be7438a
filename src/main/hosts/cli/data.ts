import { Command } from 'commander';
import type { AssociationReport, DataSetDetail, DataSetSummary } from '../../../contract/data-sets.ts';
import type { ColumnProfile } from '../../../data/table.ts';
import { command } from './command.ts';
import { dataChangeCommands } from './data-changes.ts';
import { previewCommand } from './data-preview.ts';
import { readingOptionsOf, withReadingOptions, type ReadingFlags } from './data-reading.ts';
import type { CliEnvironment, CommonOptions } from './environment.ts';
import { importFile } from './import-file.ts';
import { formatNumber } from './numbers.ts';
import { createOutput } from './output.ts';
import { textTable, type TextColumn } from './text-table.ts';
import { call, withWorkbench } from './with-workbench.ts';

export function dataCommand(environment: CliEnvironment): Command {
  const data = new Command('data').description('list, import, look at and change data sets');
  for (const one of [
    listCommand(environment), previewCommand(environment), importCommand(environment), showCommand(environment), ...dataChangeCommands(environment),
  ]) data.addCommand(one);
  return data;
}

function listCommand(environment: CliEnvironment): Command {
  return command('list', 'list data sets').action(async (options: CommonOptions) => {
    const output = createOutput(environment);
    const sets = await withWorkbench(environment, options, (workbench) => call(workbench, 'dataSets.list', null));
    if (options.json) output.json(sets);
    else textTable(setColumns, sets).forEach(output.line);
  });
}

function importCommand(environment: CliEnvironment): Command {
  return withReadingOptions(command('import', 'import a table from a CSV file; what is left out is detected').argument('<file>', 'the file'))
    .action(async (file: string, options: ReadingFlags) => {
      const output = createOutput(environment);
      const dataSet = await withWorkbench(environment, options, (workbench) =>
        importFile(workbench, file, readingOptionsOf(options), progressOn(environment)));
      if (options.json) return output.json(dataSet);
      output.line(`Imported ${file} as "${dataSet.name}": ${shape(dataSet)}, target ${dataSet.target} (${dataSet.task}).`);
      dataSet.notes.forEach(output.note);
    });
}

function showCommand(environment: CliEnvironment): Command {
  return command('show', 'show what each column of a data set holds, and how it goes with the target').alias('profile')
    .argument('<name>', 'its name or id')
    .action(async (name: string, options: CommonOptions) => {
      const output = createOutput(environment);
      const { dataSet, report } = await withWorkbench(environment, options, async (workbench) => {
        const found = workbench.store.dataSets.get(name);
        return { dataSet: found, report: found.target === null ? null : await call(workbench, 'dataSets.associations', { id: found.id }) };
      });
      if (options.json) return output.json({ ...dataSet, associations: report?.associations ?? [] });
      output.line(`${dataSet.name}: ${shape(dataSet)}, target ${dataSet.target ?? 'not chosen'}. ${dataSet.source}`);
      if (dataSet.note) output.line(dataSet.note);
      textTable(profileColumns(report), dataSet.profile).forEach(output.line);
      dataSet.notes.forEach(output.line);
      usersOf(dataSet).forEach(output.line);
    });
}

function usersOf({ name, runs }: DataSetDetail): string[] {
  const filter = `dataSet = "${name.replace(/["\\]/g, '\\$&')}"`;
  return runs === 0 ? [] : [`Used by ${runs === 1 ? '1 run' : `${runs} runs`}: trainyard runs --filter '${filter.replaceAll("'", String.raw`'\''`)}'`];
}

const setColumns: TextColumn<DataSetSummary>[] = [
  { title: 'name', cell: ({ name }) => name },
  { title: 'rows', cell: ({ rows }) => String(rows), right: true },
  { title: 'columns', cell: ({ columns }) => String(columns), right: true },
  { title: 'target', cell: ({ target }) => target ?? '' },
  { title: 'task', cell: ({ task }) => task ?? '' },
  { title: 'runs', cell: ({ runs }) => String(runs), right: true },
  { title: 'source', cell: ({ source }) => source },
];

const profileColumns = (report: AssociationReport | null): TextColumn<ColumnProfile>[] => [
  { title: 'column', cell: ({ name }) => name },
  { title: 'type', cell: ({ type }) => type },
  { title: 'role', cell: ({ role }) => role },
  { title: 'count', cell: ({ count }) => String(count), right: true },
  { title: 'missing', cell: ({ missing }) => String(missing), right: true },
  { title: 'distinct', cell: ({ distinct }) => String(distinct), right: true },
  { title: 'min', cell: ({ numeric }) => formatNumber(numeric?.min), right: true },
  { title: 'max', cell: ({ numeric }) => formatNumber(numeric?.max), right: true },
  { title: 'mean', cell: ({ numeric }) => formatNumber(numeric?.mean), right: true },
  { title: 'sd', cell: ({ numeric }) => formatNumber(numeric?.sd), right: true },
  { title: 'with target', cell: ({ name }) => associationText(report, name), right: true },
  { title: 'most frequent', cell: ({ categories }) => (categories ?? []).slice(0, 3).map(({ value, count }) => `${value} (${count})`).join(', ') },
];

function shape({ rows, columns }: DataSetDetail): string {
  return `${rows} rows, ${columns} columns`;
}

const signs: Record<AssociationReport['associations'][number]['measure'], string> = { pearson: 'r', pointBiserial: 'rpb', correlationRatio: 'eta', cramersV: 'V' };

function associationText(report: AssociationReport | null, name: string): string {
  const found = report?.associations.find(({ column }) => column === name);
  return found && found.value !== null ? `${signs[found.measure]} ${formatNumber(found.value)}` : '';
}

/** A line that rewrites itself, for a file that takes a while. */
function progressOn({ stderr }: CliEnvironment): (bytes: number, totalBytes: number) => void {
  if (!stderr.isTTY) return () => {};
  return (bytes, total) => void stderr.write(bytes < total ? `\rreading ${Math.floor((100 * bytes) / total)} %` : '\r\u001b[K');
}
