import { quote } from '../errors.ts';
import { missingCode, TextCells, type CellStore, type CellValue } from './cell-store.ts';

/** From this share of numbers on, a column is numeric, and what else stands in it is a mistake. */
const numericShare = 0.95;
/** A column with more different texts than this is worth looking at: if they are numbers, the texts are let go. */
const manyTexts = 1024;
/** Different texts of one column, together; an imported column with more is not kept. In UTF-16 units. */
const mostCharacters = 64 * 1024 * 1024;
const shownCells = 5;

export interface ColumnOptions {
  decimalComma: boolean;
  /** read as categories, even where the cells are numbers */
  categorical: boolean;
}

export type BuiltColumn =
  | { kind: 'numeric'; values: Float64Array; decimalCommas: boolean }
  | { kind: 'categorical'; codes: Int32Array; categories: string[] }
  | { kind: 'tooLarge' }
  | { kind: 'refused'; line: number; reason: string };

interface Cell {
  text: string;
  line: number;
}

/** One column of a file that is being read: takes cell by cell, says at the end what it is. */
export class ColumnBuilder {
  readonly #options: ColumnOptions;
  #cells: CellStore | null;
  #numbers = 0;
  #texts = 0;
  #turnedBack = false;
  readonly #firstTexts: Cell[] = [];
  #firstInfinity: Cell | null = null;
  #firstComma: Cell | null = null;
  #firstPoint: Cell | null = null;

  constructor(options: ColumnOptions) {
    this.#options = options;
    this.#cells = new TextCells(options.decimalComma);
  }

  add(cell: string, line: number): void {
    if (this.#cells === null) return;
    this.#count(this.#cells.add(cell), cell, line);
    this.#cells = this.#fitting(this.#cells);
  }

  finish(): BuiltColumn {
    if (this.#cells === null) return { kind: 'tooLarge' };
    return this.#isNumeric() ? this.#numeric(this.#cells) : categorical(this.#cells);
  }

  #count(value: CellValue, cell: string, line: number): void {
    if (value === null) return;
    if (value - value === 0) {
      this.#numbers++;
      if (this.#options.decimalComma) this.#notePoint(cell, line);
      return;
    }
    if (Number.isNaN(value)) {
      this.#texts++;
      if (this.#firstTexts.length < shownCells) this.#firstTexts.push({ text: cell.trim(), line });
      return;
    }
    this.#numbers++;
    this.#firstInfinity ??= { text: cell.trim(), line };
  }

  #notePoint(cell: string, line: number): void {
    if (cell.includes(',')) this.#firstComma ??= { text: cell.trim(), line };
    else if (cell.includes('.')) this.#firstPoint ??= { text: cell.trim(), line };
  }

  #isNumeric(): boolean {
    return !this.#options.categorical && this.#numbers >= numericShare * (this.#numbers + this.#texts);
  }

  /** The way to hold what has come so far; null where it has become too much. Turns back from numbers to texts but once. */
  #fitting(cells: CellStore): CellStore | null {
    switch (cells.kind) {
      case 'number': {
        if (this.#isNumeric()) return cells;
        this.#turnedBack = true;
        const texts = cells.toTexts();
        return texts.characters > mostCharacters ? null : texts;
      }
      case 'text': {
        const crowded = this.#turnedBack ? cells.characters > mostCharacters : cells.texts.length > manyTexts;
        if (!crowded) return cells;
        if (this.#isNumeric()) return cells.toNumbers();
        return cells.characters > mostCharacters ? null : cells;
      }
    }
  }

  #numeric(cells: CellStore): BuiltColumn {
    const [text] = this.#firstTexts;
    if (text) return { kind: 'refused', line: text.line, reason: this.#textReason() };
    if (this.#firstInfinity) {
      const { line, text: shown } = this.#firstInfinity;
      return { kind: 'refused', line, reason: `${quote(shown)} is not a finite number. Correct the cell, or leave it empty if the value is missing` };
    }
    if (this.#firstComma && this.#firstPoint) {
      const reason = `${quote(this.#firstComma.text)} has a decimal comma, but ${quote(this.#firstPoint.text)} on line ${this.#firstPoint.line} a decimal point. Use one of them in the whole column`;
      return { kind: 'refused', line: this.#firstComma.line, reason };
    }
    return { kind: 'numeric', values: (cells.kind === 'text' ? cells.toNumbers() : cells).values(), decimalCommas: this.#firstComma !== null };
  }

  #textReason(): string {
    const shown = this.#firstTexts.map(({ text, line }) => `${quote(text)} on line ${line}`).join(', ');
    const more = this.#texts > shownCells ? `, and ${this.#texts - shownCells} more` : '';
    const cells = this.#texts === 1 ? '1 of its cells is text' : `${this.#texts} of its cells are text`;
    return `the column is numeric (${this.#numbers} of ${this.#numbers + this.#texts} cells), but ${cells}: ${shown}${more}. ` +
      'Correct them, leave them empty where the value is missing, or have the column read as categorical';
  }
}

/** Categories are the texts in order of code unit. */
function categorical(cells: CellStore): BuiltColumn {
  const store = cells.kind === 'number' ? cells.toTexts() : cells;
  const categories = [...store.texts].sort();
  const rank = new Map(categories.map((text, at) => [text, at]));
  const codeOf = store.texts.map((text) => rank.get(text)!);
  return { kind: 'categorical', codes: store.codes().map((code) => (code === missingCode ? missingCode : codeOf[code]!)), categories };
}
