import Papa from 'papaparse';
import { decimalCommaNumber, isMissing, readNumber } from './cell.ts';

export interface Dialect {
  delimiter: string;
  newline: '\n' | '\r';
}

/** Where two delimiters explain a file equally well, the earlier one wins. */
const delimiters = [',', ';', '\t', '|'] as const;
const sampleRows = 100;

/**
 * Finds out how lines end and what separates cells: the delimiter that gives most lines the same number of cells, and of
 * several such the one with more numbers in them (semicolons, where commas are decimal commas), then the one with more cells.
 * `sample` is the beginning of the file; `whole` says that it is all of it. A line feed is taken for the end of a line
 * whatever stands before it, so carriage returns are left at the end of the last cell.
 */
export function detectDialect(sample: string, whole: boolean, wanted: string | undefined): Dialect {
  const newline = sample.includes('\n') || !sample.includes('\r') ? '\n' : '\r';
  if (wanted !== undefined) return { delimiter: wanted, newline };
  const fits = delimiters.map((delimiter) => ({ delimiter, ...fit(sampled(sample, whole, { delimiter, newline }), delimiter) }));
  const best = fits
    .filter(({ cells }) => cells > 1)
    .reduce<(typeof fits)[number] | null>((winner, next) => (winner && !better(next, winner) ? winner : next), null);
  return { delimiter: best?.delimiter ?? ',', newline };
}

/**
 * Semicolons separate cells where commas are decimal commas. With tabs and bars the cells tell: some have a decimal
 * comma that cannot separate thousands, and none has a decimal point.
 */
export function guessDecimalComma(sample: string, whole: boolean, dialect: Dialect): boolean {
  if (dialect.delimiter === ';') return true;
  if (dialect.delimiter === ',') return false;
  const cells = sampled(sample, whole, dialect).flat().map((cell) => cell.trim());
  return cells.some((cell) => decimalCommaNumber.test(cell) && !thousands.test(cell)) && !cells.some((cell) => decimalPoint.test(cell));
}

const thousands = /^[+-]?[1-9]\d{0,2}(,\d{3})+$/;
const decimalPoint = /^[+-]?\d*\.\d+(e[+-]?\d+)?$/i;

interface Fit {
  /** share of lines that have as many cells as most */
  regular: number;
  numeric: number;
  cells: number;
}

function better(one: Fit, other: Fit): boolean {
  if (one.regular !== other.regular) return one.regular > other.regular;
  if (one.numeric !== other.numeric) return one.numeric > other.numeric;
  return one.cells > other.cells;
}

function fit(rows: string[][], delimiter: string): Fit {
  const lengths = new Map<number, number>();
  for (const row of rows) lengths.set(row.length, (lengths.get(row.length) ?? 0) + 1);
  let [cells, most] = [0, 0];
  for (const [length, count] of lengths) if (count > most) [cells, most] = [length, count];
  const all = rows.flat();
  const numbers = all.filter((cell) => isMissing(cell.trim()) || !Number.isNaN(readNumber(cell, delimiter === ';')));
  return { regular: most / Math.max(1, rows.length), numeric: numbers.length / Math.max(1, all.length), cells };
}

function sampled(sample: string, whole: boolean, { delimiter, newline }: Dialect): string[][] {
  const result = new Papa.Parser({ delimiter, newline, preview: sampleRows }).parse(sample, 0, !whole) as Papa.ParseResult<string[]>;
  return result.data.filter((row) => row.some((cell) => cell.trim() !== ''));
}
