import { Command, Option } from 'commander';
import type { DataSetDetail, DataSetSummary } from '../../../contract/data-sets.ts';
import type { ColumnProfile } from '../../../data/table.ts';
import { command } from './command.ts';
import type { CliEnvironment, CommonOptions } from './environment.ts';
import { importFile } from './import-file.ts';
import { formatNumber } from './numbers.ts';
import { createOutput } from './output.ts';
import { textTable, type TextColumn } from './text-table.ts';
import { call, withWorkbench } from './with-workbench.ts';

interface ImportFlags extends CommonOptions {
  target?: string;
  name?: string;
  task?: 'classification' | 'regression';
  delimiter?: string;
  encoding?: string;
  /** commander's default for `--no-header` is true, which here means: not said */
  header: boolean;
  columns?: string[];
  categorical?: string[];
}

export function dataCommand(environment: CliEnvironment): Command {
  return new Command('data')
    .description('list, import and look at data sets')
    .addCommand(listCommand(environment))
    .addCommand(importCommand(environment))
    .addCommand(profileCommand(environment));
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
  return command('import', 'import a table from a CSV file; what is left out is detected')
    .argument('<file>', 'the file')
    .option('--target <column>', 'the column to predict')
    .option('--name <text>', 'what to call the data set; the file\'s name where it is left out')
    .addOption(new Option('--task <task>', 'what the target is').choices(['classification', 'regression']))
    .option('--delimiter <character>', 'what separates the cells; \\t for a tab', (text) => (text === '\\t' ? '\t' : text))
    .option('--encoding <name>', 'how the text is encoded, for example windows-1252')
    .option('--no-header', 'the first line holds cells, not names')
    .option('--columns <names>', 'names of the columns, separated by commas', commaSeparated)
    .option('--categorical <names>', 'columns to be read as categories, separated by commas', commaSeparated)
    .action(async (file: string, options: ImportFlags) => {
      const output = createOutput(environment);
      const { db: _, json, header, ...others } = options;
      const dataSet = await withWorkbench(environment, options, (workbench) =>
        importFile(workbench, file, header ? others : { ...others, header }, progressOn(environment)));
      if (json) return output.json(dataSet);
      output.line(`Imported ${file} as "${dataSet.name}": ${shape(dataSet)}, target ${dataSet.target} (${dataSet.task}).`);
      dataSet.notes.forEach(output.note);
    });
}

function profileCommand(environment: CliEnvironment): Command {
  return command('profile', 'show what each column of a data set holds')
    .argument('<name>', 'its name or id')
    .action(async (name: string, options: CommonOptions) => {
      const output = createOutput(environment);
      const dataSet = await withWorkbench(environment, options, (workbench) => call(workbench, 'dataSets.get', { id: name }));
      if (options.json) return output.json(dataSet);
      output.line(`${dataSet.name}: ${shape(dataSet)}, target ${dataSet.target ?? 'not chosen'}. ${dataSet.source}`);
      textTable(profileColumns, dataSet.profile).forEach(output.line);
      dataSet.notes.forEach(output.line);
    });
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

const profileColumns: TextColumn<ColumnProfile>[] = [
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
  { title: 'most frequent', cell: ({ categories }) => (categories ?? []).slice(0, 3).map(({ value, count }) => `${value} (${count})`).join(', ') },
];

function shape({ rows, columns }: DataSetDetail): string {
  return `${rows} rows, ${columns} columns`;
}

function commaSeparated(text: string): string[] {
  return text.split(',').map((name) => name.trim());
}

/** A line that rewrites itself, for a file that takes a while. */
function progressOn({ stderr }: CliEnvironment): (bytes: number, totalBytes: number) => void {
  if (!stderr.isTTY) return () => {};
  return (bytes, total) => void stderr.write(bytes < total ? `\rreading ${Math.floor((100 * bytes) / total)} %` : '\r\u001b[K');
}
