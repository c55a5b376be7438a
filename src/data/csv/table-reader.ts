import type { ImportOptions } from '../config.ts';
import { DataError, quote, quoteList } from '../errors.ts';
import type { Column } from '../table.ts';
import { cellRules } from './cell.ts';
import { ColumnBuilder, type AlmostNumbers, type BuiltColumn } from './column-builder.ts';
import { headerSample } from './guess-header.ts';
import { pointsSeparate, type PointMarks } from './point-marks.ts';
import { readHeader, type Header, type HeaderOptions } from './read-header.ts';

const mostColumns = 65_536;
/** A cell is 8 bytes at most, so this is a gigabyte. */
const mostCells = 128 * 1024 * 1024;

export interface TableReaderOptions extends HeaderOptions, Pick<ImportOptions, (typeof optionsOfColumns)[number] | 'missingMarkers' | 'decimal'> {
  /** Hears what is wrong with a line or a column, which is then passed over: for a look at a file. Without it, it is thrown. */
  tolerate?: (problem: DataError, texts: readonly string[]) => void;
}

/** The options that name columns. */
const optionsOfColumns = ['categorical', 'numeric', 'use', 'setAside', 'leaveOut'] as const;

export interface ReadTable {
  rows: number;
  columns: Column[];
  /** the file's first line named the columns */
  header: boolean;
  /** the mark before the decimals, as far as the numbers tell */
  decimal: '.' | ',' | null;
  /** known from the layout of the file */
  target: string | null;
  notes: string[];
  /** text columns that may be meant as numbers */
  almostNumbers: ({ column: string } & AlmostNumbers)[];
}

type ReadColumn = BuiltColumn | { kind: 'leftOut' };

interface Row {
  cells: string[];
  line: number;
}

/** Records in, columns out. The first records wait until it is clear whether one of them is a header. */
export class TableReader {
  readonly #options: TableReaderOptions;
  #waiting: Row[] = [];
  #header: Header | null = null;
  /** null for a column that is left out */
  #columns: (ColumnBuilder | null)[] = [];
  #rows = 0;
  #blankLines = 0;

  constructor(options: TableReaderOptions) {
    this.#options = options;
  }

  get rows(): number {
    return this.#rows;
  }

  record(cells: string[], line: number): void {
    if (cells.every((cell) => cell.trim() === '')) {
      this.#blankLines++;
      return;
    }
    if (this.#header) return this.#take(this.#header, { cells, line });
    this.#waiting.push({ cells, line });
    if (this.#waiting.length === headerSample) this.#settle();
  }

  finish(): ReadTable {
    const { fileName } = this.#options;
    const header = this.#header ?? this.#settle();
    if (this.#rows === 0) {
      throw new DataError(
        `${fileName} has a header but no rows below it. Add rows, or say that the file has no header.`,
        { field: 'header' },
      );
    }
    const marks = this.#columns.flatMap((column) => column?.marks ?? []);
    const separate = this.#options.decimal === ',' || pointsSeparate(marks);
    const built = this.#columns.map((column) => column?.finish(separate) ?? { kind: 'leftOut' as const });
    return {
      rows: this.#rows,
      columns: built.flatMap((column, at) => this.#column(column, header.names[at]!)),
      header: header.inFile,
      decimal: decimalOf(marks),
      target: header.target,
      notes: [...header.notes, ...this.#notes(built, header.names)],
      almostNumbers: built.flatMap((column, at) => (column.kind === 'categorical' && column.almost ? [{ column: header.names[at]!, ...column.almost }] : [])),
    };
  }

  /** What an error says about a cell's place. */
  refuse(line: number, cell: number, what: string): DataError {
    const header = this.#header ?? (this.#waiting.length > 0 ? this.#settle() : null);
    const column = header?.names[cell];
    const place = column === undefined ? `column ${cell + 1}` : `column ${quote(column)}`;
    return new DataError(`${this.#options.fileName}, line ${line}, ${place}: ${what}.`, { line, column: column ?? String(cell + 1) });
  }

  #settle(): Header {
    const [first, ...others] = this.#waiting;
    if (!first) throw new DataError(`${this.#options.fileName} is empty. A table needs a header and rows.`);
    if (first.cells.length > mostColumns) {
      throw new DataError(
        `${this.#options.fileName}, line ${first.line}: ${first.cells.length} columns are more than the ${mostColumns} that can be imported. Check the delimiter.`,
        { line: first.line, field: 'delimiter' },
      );
    }
    const header = readHeader(this.#options, this.#waiting.map((row) => row.cells), first.line);
    this.#refuseUnknown(header.names);
    this.#header = header;
    this.#columns = this.#builders(header.names);
    this.#waiting = [];
    for (const row of header.inFile ? others : [first, ...others]) this.#take(header, row);
    return header;
  }

  #refuseUnknown(names: string[]): void {
    const there = new Set(names);
    for (const field of optionsOfColumns) {
      const unknown = (this.#options[field] ?? []).filter((name) => !there.has(name));
      if (unknown.length === 0) continue;
      throw new DataError(`${this.#options.fileName} has no column ${quoteList(unknown)} ${purposes[field]}. Its columns: ${quoteList(names)}.`, { field });
    }
  }

  #builders(names: string[]): (ColumnBuilder | null)[] {
    const { decimalComma, missingMarkers, categorical, numeric, leaveOut } = this.#options;
    const rules = cellRules(decimalComma, missingMarkers);
    const [categories, numbers, unwanted] = [new Set(categorical), new Set(numeric), new Set(leaveOut)];
    const both = names.find((name) => categories.has(name) && numbers.has(name));
    if (both !== undefined) throw new DataError(`The column ${quote(both)} cannot be read as categories and as numbers at once. Name it once.`, { column: both, field: 'numeric' });
    return names.map((name) => (unwanted.has(name) ? null
      : new ColumnBuilder({ rules, wanted: categories.has(name) ? 'categorical' : numbers.has(name) ? 'numeric' : null })));
  }

  #take({ names, inFile }: Header, { cells, line }: Row): void {
    if (cells.length !== names.length) {
      const expected = inFile ? `the header has ${counted(names.length, 'column')}` : `${names.length} are expected`;
      const cause = cells.length > names.length ? 'Put cells that hold the delimiter into double quotes' : 'Add what is missing (an empty cell means a missing value)';
      return this.#pass(new DataError(
        `${this.#options.fileName}, line ${line}: there ${cells.length === 1 ? 'is' : 'are'} ${counted(cells.length, 'cell')}, but ${expected}. ${cause}, or check the delimiter.`,
        { line },
      ));
    }
    if (++this.#rows * names.length > mostCells) {
      throw new DataError(
        `${this.#options.fileName}, line ${line}: the table has more than ${mostCells} cells, which is too large to train on here. Import fewer rows or columns.`,
        { line },
      );
    }
    for (let at = 0; at < cells.length; at++) this.#columns[at]?.add(cells[at]!, line);
  }

  #pass(problem: DataError, texts: readonly string[] = []): void {
    if (!this.#options.tolerate) throw problem;
    this.#options.tolerate(problem, texts);
  }

  #column(built: ReadColumn, name: string): Column[] {
    switch (built.kind) {
      case 'numeric': return [{ name, type: 'numeric', values: built.values }];
      case 'categorical': return [{ name, type: 'categorical', codes: built.codes, categories: built.categories }];
      case 'tooLarge':
      case 'leftOut': return [];
      case 'refused':
        this.#pass(new DataError(
          `${this.#options.fileName}, line ${built.line}, column ${quote(name)}: ${built.reason}.`,
          { line: built.line, column: name },
        ), built.texts);
        return [{ name, type: 'numeric', values: built.values }];
    }
  }

  #notes(built: ReadColumn[], names: string[]): string[] {
    const named = (matches: (column: ReadColumn) => boolean) => names.filter((_, at) => matches(built[at]!));
    const commas = named((column) => column.kind === 'numeric' && column.decimalCommas);
    const grouped = named((column) => column.kind === 'numeric' && column.grouped);
    const signed = named((column) => column.kind === 'numeric' && column.signed);
    const undecided = built.flatMap((column, at) => (column.kind === 'numeric' && column.undecided !== null ? [`The point in numbers such as ${quote(column.undecided)} in ${quote(names[at]!)} was read as a decimal point. If it separates thousands, say that the decimal mark is the comma.`] : []));
    const dates = named((column) => column.kind === 'categorical' && column.categories.length > 1 && column.categories.every((text) => date.test(text)));
    const tooLarge = named((column) => column.kind === 'tooLarge');
    const leftOut = named((column) => column.kind === 'leftOut');
    return [
      ...(this.#blankLines > 0 ? [`${this.#blankLines} blank line${this.#blankLines === 1 ? ' was' : 's were'} skipped.`] : []),
      ...(commas.length > 0 ? [`Commas were read as decimal points in ${quoteList(commas)}.`] : []),
      ...(grouped.length > 0 ? [`Marks between thousands were skipped in ${quoteList(grouped)}.`] : []),
      ...(signed.length > 0 ? [`Signs of currency or percent were skipped in ${quoteList(signed)}.`] : []),
      ...undecided,
      ...dates.map((name) => `${quote(name)} holds dates; each of them is a category of its own. Leave the column out, or write numbers such as the year or the days since a date.`),
      ...(tooLarge.length > 0 ? [`Not imported, because the different texts in it are too long together: ${quoteList(tooLarge)}.`] : []),
      ...(leftOut.length > 0 ? [`Left out: ${quoteList(leftOut)}.`] : []),
    ];
  }
}

function decimalOf(marks: readonly PointMarks[]): '.' | ',' | null {
  if (marks.some(({ against }) => against !== null)) return ',';
  return marks.some(({ point, undecided }) => point !== null || undecided !== null) ? '.' : null;
}

const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** 2024-01-31, 31.1.2024, 1/31/24, with or without a time of day */
const date = /^(\d{4}([-/.])\d{1,2}\2\d{1,2}|\d{1,2}([-/.])\d{1,2}\3(\d{2}|\d{4}))([T ]\d{1,2}:\d{2}\S*)?$/;

const purposes: Record<(typeof optionsOfColumns)[number], string> = {
  categorical: 'to read as categorical', numeric: 'to read as numbers', use: 'to use', setAside: 'to set aside', leaveOut: 'to leave out',
};
