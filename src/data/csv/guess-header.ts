import { isMissing, readNumber } from './cell.ts';
import { uciWdbc } from './uci-wdbc.ts';

/** How the first line of a file is to be understood. */
export type HeaderGuess =
  | { kind: 'header' }
  | { kind: 'none' }
  | { kind: 'undecided' }
  /** a headerless file of a known layout */
  | { kind: 'known'; layout: string; names: string[]; target: string };

/**
 * Guesses from the first rows whether the first of them names the columns. Each column votes: text over numbers says
 * that it does, a number over numbers, or a text that comes again below, that it does not.
 */
export function guessHeader(rows: readonly (readonly string[])[], decimalComma: boolean): HeaderGuess {
  const [first = [], ...others] = rows.map((row) => row.map((cell) => cell.trim()));
  if (uciWdbc.matches([first, ...others])) return { kind: 'known', layout: uciWdbc.layout, names: uciWdbc.names, target: uciWdbc.target };
  const isNumber = (cell: string) => !Number.isNaN(readNumber(cell, decimalComma));
  const vote = (cell: string, below: string[]): number => {
    if (isMissing(cell)) return 0;
    if (2 * below.filter(isNumber).length >= below.length) return isNumber(cell) ? -1 : Math.min(1, below.length);
    return below.includes(cell) ? -1 : 0;
  };
  const votes = first.reduce((sum, cell, at) => sum + vote(cell, others.map((row) => row[at] ?? '').filter((text) => !isMissing(text))), 0);
  if (votes === 0) return { kind: 'undecided' };
  return { kind: votes > 0 ? 'header' : 'none' };
}

/** How many rows a guess should see. */
export const headerSample = 100;
