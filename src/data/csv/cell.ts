/** What a cell's text says. Cells are trimmed before they are looked at. */

/** What people and programs write where there is no value, beside leaving the cell empty; `?` is the UCI archive's. */
export const usualMissingMarkers: readonly string[] =
  ['NA', 'N/A', 'n/a', '#N/A', '<NA>', 'NaN', 'nan', '-nan', 'NULL', 'Null', 'null', 'None', '?'];

/** How the cells of one file are to be read. */
export interface CellRules {
  /** "1,5" is a number too */
  decimalComma: boolean;
  /** texts that stand for a missing value; the empty one is always among them */
  missing: ReadonlySet<string>;
  /** numbers that do so, for example -999, however they are written */
  missingNumbers: ReadonlySet<number>;
}

export function cellRules(decimalComma: boolean, markers: readonly string[] = usualMissingMarkers): CellRules {
  const texts = markers.map((marker) => marker.trim());
  const numbers = texts.map((text) => readNumber(text, decimalComma)).filter((value) => !Number.isNaN(value));
  return { decimalComma, missing: new Set(['', ...texts]), missingNumbers: new Set(numbers) };
}

const usualMissing = new Set(['', ...usualMissingMarkers]);

/** By the usual markers: for guesses that are made before anything is known about the file. */
export function isMissing(trimmed: string): boolean {
  return usualMissing.has(trimmed);
}

const infinity = /^[+-]?inf(inity)?$/i;
export const decimalCommaNumber = /^[+-]?(\d+,\d*|,\d+)(e[+-]?\d+)?$/i;

/**
 * Digits in groups of three, as spreadsheets write them: "1,234.5", "1 234", "1'234", and with a decimal comma "1.234,5". With it,
 * "1.234" alone is a number between 1 and 2: only what can mean nothing else is a group here, and `PointMarks` has the rest.
 */
const groupedWithPoint = /^[+-]?[1-9]\d{0,2}(?:([, \u00a0\u202f'’])\d{3}(?:\1\d{3})*)(\.\d+)?$/;
const groupedWithComma = /^[+-]?[1-9]\d{0,2}(?:\.\d{3}(?:(?:\.\d{3})+(?:,\d+)?|,\d+)|([ \u00a0\u202f'’])\d{3}(?:\1\d{3})*(?:,\d+)?)$/;

/** Whether a cell that holds a number has marks between its thousands. */
export function isGrouped(trimmed: string, decimalComma: boolean): boolean {
  return (decimalComma ? groupedWithComma : groupedWithPoint).test(trimmed);
}

function readGrouped(trimmed: string, decimalComma: boolean): number {
  if (!startsWithDigit.test(trimmed) || !isGrouped(trimmed, decimalComma)) return NaN;
  return Number(decimalComma ? trimmed.replace(/[^\d,+-]/g, '').replace(',', '.') : trimmed.replace(/[^\d.+-]/g, ''));
}

const startsWithDigit = /^[+-]?[1-9]/;

const currencyBefore = /^([+-]?)[$€£¥]\s?(?=[\d.,])/;
const signBehind = /(?<=\d)\s?[$€£¥%]$/;

/** A number without the sign of a currency or of percent that it is written with: "$9.74", "-€5", "36 %". */
export function withoutSign(trimmed: string): string {
  return signBehind.test(trimmed) ? trimmed.replace(signBehind, '') : trimmed.replace(currencyBefore, '$1');
}

/**
 * The number that a cell holds in decimal notation: NaN where it holds none, an infinity where it says so or is
 * too large for float64. With `decimalComma`, "1,5" is a number too. Marks between thousands are skipped, and so is the sign of a
 * currency or of percent: "36%" is 36.
 */
export function readNumber(cell: string, decimalComma: boolean): number {
  const value = Number(cell);
  if (value - value === 0) return isDecimal(cell) ? value : NaN;
  if (value === Infinity || value === -Infinity) return value;
  const trimmed = cell.trim();
  if (infinity.test(trimmed)) return trimmed.startsWith('-') ? -Infinity : Infinity;
  if (decimalComma && decimalCommaNumber.test(trimmed)) return Number(trimmed.replace(',', '.'));
  const grouped = readGrouped(trimmed, decimalComma);
  if (!Number.isNaN(grouped)) return grouped;
  const bare = withoutSign(trimmed);
  return bare === trimmed ? NaN : readNumber(bare, decimalComma);
}

/** `Number` also reads blank text as 0, and 0x1f, 0b1 and 0o7. */
function isDecimal(cell: string): boolean {
  const first = cell.charCodeAt(0);
  if (first > zero && first <= nine) return true;
  const trimmed = cell.trim();
  return trimmed !== '' && !/^0[xbo]/i.test(trimmed);
}

const zero = 0x30;
const nine = 0x39;
