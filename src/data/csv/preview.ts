import type { ImportOptions } from '../config.ts';
import { DataError, quote, quoteList } from '../errors.ts';
import { profileTable } from '../profile.ts';
import type { ColumnProfile, Table, Task } from '../table.ts';
import { chooseTarget } from '../target.ts';
import { usualMissingMarkers } from './cell.ts';
import { createDecoder } from './decoder.ts';
import { detectDialect, guessDecimalComma } from './dialect.ts';
import { nameOf, refuseWithoutFeatures } from './importer.ts';
import { createRecordReader } from './records.ts';
import { TableReader } from './table-reader.ts';

/** What an import would make of a file, seen from its beginning. */
export interface TablePreview {
  name: string;
  /** rows that were looked at */
  rows: number;
  /** all of the file was looked at, so that what is said of it is said of all of it */
  whole: boolean;
  columns: PreviewColumn[];
  /** the first lines as they stand in the file, cut where they are long; the header, where there is one, is not among them */
  firstRows: string[][];
  target: string | null;
  task: Task | null;
  /** null where the beginning could not even be decoded */
  detected: Detected | null;
  notes: string[];
  /** columns that are read as categories, but may be meant as numbers */
  hints: PreviewHint[];
  /** what an import would be refused for, the first of it first */
  problems: PreviewProblem[];
  /** how many there are, if not all of them are listed */
  problemCount: number;
}

export interface Detected {
  encoding: string;
  /** from bytes that are not UTF-8 */
  encodingGuessed: boolean;
  delimiter: string;
  header: boolean;
  decimal: '.' | ',';
  missingMarkers: string[];
}

export interface PreviewColumn extends Pick<ColumnProfile, 'name' | 'type' | 'role' | 'note' | 'count' | 'missing' | 'distinct'> {
  leftOut: boolean;
}

export interface PreviewHint {
  message: string;
  column: string;
  /** cells that may stand for a missing value */
  texts: string[];
}

export interface PreviewProblem {
  message: string;
  /** option that the way out is in */
  field?: string;
  line?: number;
  column?: string;
  /** cells of a numeric column that are none */
  texts?: string[];
}

const mostRows = 30;
const fewestRows = 5;
/** Shown cells, together: a wide table shows fewer rows. */
const mostShown = 60_000;
const longestShown = 200;
const mostProblems = 20;

/**
 * Reads the beginning of a file, `whole` where it is all of it, as an import with these options would. Throws nothing:
 * what is wrong is among the problems, beside what could be read all the same.
 */
export function previewTable(fileName: string, start: Uint8Array, whole: boolean, options: ImportOptions = {}): TablePreview {
  const problems = collectProblems();
  const preview: TablePreview = {
    name: options.name ?? nameOf(fileName), rows: 0, whole, columns: [], firstRows: [], target: null, task: null, detected: null, notes: [], hints: [],
    problems: problems.listed, problemCount: 0,
  };
  problems.guard(() => {
    const decoder = createDecoder(fileName, options.encoding ?? null);
    const text = decoder.decode(start, whole);
    if (text.trim() === '') throw new DataError(whole ? `${fileName} is empty. A table needs a header and rows.` : `${fileName} begins with nothing but blanks.`);
    const dialect = detectDialect(text, whole, options.delimiter);
    const decimalComma = options.decimal ? options.decimal === ',' : guessDecimalComma(text, whole, dialect);
    preview.detected = {
      encoding: decoder.encoding, encodingGuessed: decoder.guessed, delimiter: dialect.delimiter, header: options.header ?? true,
      decimal: decimalComma ? ',' : '.', missingMarkers: [...(options.missingMarkers ?? usualMissingMarkers)],
    };
    const { leaveOut = [], ...others } = options;
    const table = new TableReader({ ...others, fileName, decimalComma, tolerate: problems.add });
    const records: string[][] = [];
    const reader = createRecordReader(dialect, {
      record(cells, line) {
        if (records.length <= mostRows && cells.some((cell) => cell.trim() !== '')) records.push(cells);
        table.record(cells, line);
      },
      refuse: (line, cell, what) => table.refuse(line, cell, what),
    });
    problems.guard(() => reader.push(text, whole));
    preview.firstRows = shownRows(records);
    readColumns(preview, table, { fileName, options, leaveOut, problems });
  });
  preview.problemCount = problems.count();
  return preview;
}

interface Reading {
  fileName: string;
  options: ImportOptions;
  leaveOut: string[];
  problems: Problems;
}

function readColumns(preview: TablePreview, reader: TableReader, { fileName, options, leaveOut, problems }: Reading): void {
  const read = reader.finish();
  const left = new Set(leaveOut);
  const kept: Table = { rows: read.rows, columns: read.columns.filter(({ name }) => !left.has(name)) };
  preview.rows = read.rows;
  preview.detected!.header = read.header;
  if (options.decimal === undefined && read.decimal !== null) preview.detected!.decimal = read.decimal;
  preview.firstRows = preview.firstRows.slice(read.header ? 1 : 0, (read.header ? 1 : 0) + rowsShown(read.columns.length));
  preview.notes = read.notes;
  preview.hints = read.almostNumbers.slice(0, mostProblems).map(hint);
  const sound = problems.count() === 0;
  const consequent = (work: () => void) => (sound ? problems.guard(work) : tolerated(work));
  consequent(() => {
    // The beginning of a sorted file may hold one class alone: that is for the import to judge.
    const choice = targetOf(kept, { fileName, target: options.target ?? read.target, task: options.task ?? null, choices: options }, preview.whole);
    preview.target = choice.target;
    preview.task = choice.task;
  });
  const profile = profileTable({ rows: read.rows, columns: read.columns }, preview.target, options);
  preview.columns = profile.map(({ name, type, role, note, count, missing, distinct }) => (
    { name, type, role, ...(note === undefined ? {} : { note }), count, missing, distinct, leftOut: left.has(name) }));
  const features = profile.filter(({ name }) => !left.has(name));
  if (preview.whole) consequent(() => refuseWithoutFeatures(fileName, features));
}

/** What is wrong with the columns of a file that could not be read whole may only follow from that. */
function tolerated(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
  }
}

function targetOf(table: Table, wanted: Parameters<typeof chooseTarget>[1], whole: boolean): { target: string; task: Task | null } {
  try {
    return chooseTarget(table, wanted);
  } catch (error) {
    const column = error instanceof DataError && !whole && error.field === 'target' ? error.column : undefined;
    if (column === undefined || !table.columns.some(({ name }) => name === column)) throw error;
    return { target: column, task: wanted.task };
  }
}

function rowsShown(columns: number): number {
  return Math.max(fewestRows, Math.min(mostRows, Math.floor(mostShown / Math.max(1, columns))));
}

function shownRows(records: string[][]): string[][] {
  return records.map((cells) => cells.map((cell) => (cell.length > longestShown ? `${cell.slice(0, longestShown)}…` : cell)));
}

function hint({ column, numbers, texts, shown }: { column: string; numbers: number; texts: number; shown: string[] }): PreviewHint {
  const cells = texts === 1 ? '1 of its cells is text' : `${texts} of its cells are text`;
  return { column, texts: shown, message: `${quote(column)} is read as categories although ${numbers} of its cells are numbers, for ${cells}: ${quoteList(shown)}.` };
}

interface Problems {
  listed: PreviewProblem[];
  add(problem: DataError, texts?: readonly string[]): void;
  /** what is thrown becomes a problem */
  guard(work: () => void): void;
  count(): number;
}

function collectProblems(): Problems {
  const listed: PreviewProblem[] = [];
  let count = 0;
  const add = ({ message, field, line, column }: DataError, texts: readonly string[] = []): void => {
    // What is found at the first line is found again at the end.
    if (listed.some((known) => known.message === message)) return;
    count++;
    if (listed.length >= mostProblems) return;
    listed.push({
      message, ...(field === undefined ? {} : { field }), ...(line === undefined ? {} : { line }), ...(column === undefined ? {} : { column }),
      ...(texts.length === 0 ? {} : { texts: [...texts] }),
    });
  };
  return {
    listed, add,
    guard(work) {
      try {
        work();
      } catch (error) {
        if (!(error instanceof DataError)) throw error;
        add(error);
      }
    },
    count: () => count,
  };
}
