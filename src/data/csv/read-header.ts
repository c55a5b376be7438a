import type { ImportOptions } from '../config.ts';
import { DataError, quote } from '../errors.ts';
import { headerNames, numberedNames } from './column-names.ts';
import { guessHeader } from './guess-header.ts';

export interface HeaderOptions extends Pick<ImportOptions, 'header' | 'columns'> {
  fileName: string;
  decimalComma: boolean;
}

export interface Header {
  names: string[];
  /** the first row is the header, so it is no data */
  inFile: boolean;
  /** known from the layout of the file */
  target: string | null;
  notes: string[];
}

/** Decides, from the first rows of a file, whether the first of them (on `line`) is a header, and what the columns are called. */
export function readHeader(options: HeaderOptions, rows: readonly (readonly string[])[], line: number): Header {
  const { fileName, columns: given, decimalComma } = options;
  const cells = rows[0]!;
  const guess = guessHeader(rows, decimalComma);
  const inFile = options.header ?? (guess.kind === 'header' || (guess.kind === 'undecided' && given === undefined));
  if (given) return { names: givenNames(fileName, given, cells.length), inFile, target: null, notes: [] };
  if (inFile) {
    const { names, invented, renamed } = headerNames(cells, fileName, line);
    const notes = [
      ...invented.map((at) => `Column ${at + 1} has no name in the header; it is called ${quote(names[at]!)}.`),
      ...renamed.map((at) => `Column ${at + 1} is called ${quote(cells[at]!.trim())} as an earlier one is; it is called ${quote(names[at]!)} here.`),
    ];
    return { names, inFile, target: null, notes };
  }
  if (guess.kind === 'known') {
    return { names: guess.names, inFile, target: guess.target, notes: [`Recognised as ${guess.layout}, which has no header: the columns got the names of its description.`] };
  }
  const notes = options.header === false ? [] : [`The first line looks like data, not like a header: the columns are called column_1 to column_${cells.length}.`];
  return { names: numberedNames(cells.length), inFile, target: null, notes };
}

function givenNames(fileName: string, given: string[], count: number): string[] {
  if (given.length !== count) {
    throw new DataError(`${given.length} column names were given, but ${fileName} has ${count} columns.`, { field: 'columns' });
  }
  const twice = given.find((name, at) => given.indexOf(name) !== at);
  if (twice !== undefined) {
    throw new DataError(
      `The column name ${quote(twice)} was given twice. Give each column a name of its own.`,
      { field: 'columns', column: twice },
    );
  }
  return headerNames(given, fileName, 1).names;
}
