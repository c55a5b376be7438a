import { Option, type Command } from 'commander';
import type { ImportOptions } from '../../../contract/data-sets.ts';
import type { CommonOptions } from './environment.ts';

/** What `data import` and `data preview` let a person say about a file. */
export interface ReadingFlags extends CommonOptions {
  target?: string;
  name?: string;
  task?: 'classification' | 'regression';
  delimiter?: string;
  encoding?: string;
  decimal?: '.' | ',';
  /** commander's default for `--no-header` is true, which here means: not said */
  header: boolean;
  columns?: string[];
  categorical?: string[];
  numeric?: string[];
  use?: string[];
  setAside?: string[];
  leaveOut?: string[];
  missing?: string[];
}

export function withReadingOptions(command: Command): Command {
  return command
    .option('--target <column>', 'the column to predict')
    .option('--name <text>', 'what to call the data set; the file\'s name where it is left out')
    .addOption(new Option('--task <task>', 'what the target is').choices(['classification', 'regression']))
    .option('--delimiter <character>', 'what separates the cells; \\t for a tab', (text) => (text === '\\t' ? '\t' : text))
    .option('--encoding <name>', 'how the text is encoded, for example windows-1252')
    .addOption(new Option('--decimal <mark>', 'what stands before the decimals').choices(['.', ',']))
    .option('--no-header', 'the first line holds cells, not names')
    .option('--columns <names>', 'names of the columns, separated by commas', commaSeparated)
    .option('--categorical <names>', 'columns to be read as categories, separated by commas', commaSeparated)
    .option('--numeric <names>', 'columns to be read as numbers, separated by commas', commaSeparated)
    .option('--use <names>', 'columns to learn from although they look like ids, separated by commas', commaSeparated)
    .option('--set-aside <names>', 'columns that are no features unless they are named, separated by commas', commaSeparated)
    .option('--leave-out <names>', 'columns that are not imported, separated by commas', commaSeparated)
    .option('--missing <markers>', 'what stands for a missing value beside an empty cell, separated by commas', commaSeparated);
}

export function readingOptionsOf({ db: _, json: __, header, missing, ...others }: ReadingFlags): ImportOptions {
  return { ...others, ...(header ? {} : { header }), ...(missing ? { missingMarkers: missing } : {}) };
}

function commaSeparated(text: string): string[] {
  return text.split(',').map((name) => name.trim());
}
