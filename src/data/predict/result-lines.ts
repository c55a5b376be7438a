import { DataError, quote } from '../errors.ts';
import type { FeaturePlan } from '../feature-plan.ts';
import { encodeUtf8 } from '../web-encoding.ts';
import { shortNumber } from './short-number.ts';

/** Writes cells so that a spreadsheet shows them and never runs them. */
export interface ResultLines {
  header(names: readonly string[]): string;
  /** the row's own cells, as they came where nothing in them has to change */
  row(cells: readonly string[], raw: string | null): string;
  /** with the delimiter in front: label and probabilities, or the number */
  classes(called: number, probabilities: Float32Array, from: number): string;
  number(value: number): string;
  /** a class's name with the delimiter in front, in UTF-8 */
  label(name: string): Uint8Array;
}

export function createResultLines({ target: { task, classes } }: FeaturePlan, delimiter: string): ResultLines {
  const labels = classes.map((name) => csvCell(name, delimiter));
  return {
    header(names) {
      const wanted = task === 'regression' ? ['prediction'] : ['prediction', ...classes.map((name) => `probability_${name}`)];
      const taken = new Set(names);
      const added = wanted.map((name) => freeName(name, taken));
      return [...names, ...added].map((name) => csvCell(name, delimiter)).join(delimiter);
    },
    row(cells, raw) {
      if (raw !== null && !cells.some(mayRun)) return raw;
      return cells.map((cell, at) => csvCell(at === cells.length - 1 && cell.endsWith('\r') ? cell.slice(0, -1) : cell, delimiter)).join(delimiter);
    },
    classes(called, probabilities, from) {
      let text = delimiter + labels[called]!;
      for (let c = 0; c < labels.length; c++) text += delimiter + shortNumber(probabilities[from + c]!);
      return text;
    },
    number: (value) => delimiter + shortNumber(value),
    label: (name) => encodeUtf8(delimiter + csvCell(name, delimiter)),
  };
}

/**
 * A cell that begins like a formula (OWASP's list: = + - @, tab, carriage return, also behind blanks and in full width) gets an
 * apostrophe in front, unless it is a plain number. What a reader might part is quoted.
 */
export function csvCell(cell: string, delimiter: string): string {
  const safe = mayRun(cell) ? `'${cell}` : cell;
  return safe.includes(delimiter) || parting.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const parting = /[",;\t|\r\n]|^\s|\s$/;
const formula = /^[\s\u0000\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r]/;
const plainNumber = /^\s*[+-]?(\d+([.,]\d*)?|[.,]\d+)(e[+-]?\d+)?\s*$/i;

/** Almost every cell is told by its first character. */
function mayRun(cell: string): boolean {
  const first = cell.charCodeAt(0);
  if ((first >= 0x30 && first <= 0x3a) || (first > 0x40 && first < 0x7f) || first !== first) return false;
  return formula.test(cell) && !plainNumber.test(cell);
}

function freeName(wish: string, taken: Set<string>): string {
  let name = wish;
  for (let again = 2; taken.has(name); again++) name = `${wish}_${again}`;
  taken.add(name);
  return name;
}

/** Throws unless there is a positive class that a threshold could be about. */
export function checkThreshold(threshold: number | null, { target: { task, classes, column } }: FeaturePlan): void {
  if (threshold === null || classes.length === 2) return;
  const why = task === 'regression' ? `predicts the number ${quote(column)}` : `tells ${classes.length} classes apart`;
  throw new DataError(`A threshold is for two classes, and this model ${why}. Leave it out.`, { field: 'threshold' });
}
