import { quote } from '../errors.ts';
import { isGrouped, type CellRules } from './cell.ts';
import { missingCode, TextCells, type CellStore, type CellValue } from './cell-store.ts';

/** From this share of numbers on, a column is numeric, and what else stands in it is a mistake. */
const numericShare = 0.95;
/** A column with more different texts than this is worth looking at: if they are numbers, the texts are let go. */
const manyTexts = 1024;
/** Different texts of one column, together; an imported column with more is not kept. In UTF-16 units. */
const mostCharacters = 64 * 1024 * 1024;
const shownCells = 5;
/** In a cell without any of these, thousands have no marks between them. */
const mayGroup = /[,. \u00a0\u202f'’]/;

export interface ColumnOptions {
  rules: CellRules;
  /** what a person has said that it is, whatever most of the cells are; null: what most of them are */
  wanted: 'numeric' | 'categorical' | null;
}

export type BuiltColumn =
  | { kind: 'numeric'; values: Float64Array; decimalCommas: boolean; grouped: boolean }
  /** `almost`: most cells are numbers, but too many are not */
  | { kind: 'categorical'; codes: Int32Array; categories: string[]; almost?: AlmostNumbers }
  | { kind: 'tooLarge' }
  /** `values` are those that are numbers, NaN elsewhere; `texts` the first cells that are none */
  | { kind: 'refused'; line: number; reason: string; texts: string[]; values: Float64Array };

export interface AlmostNumbers {
  numbers: number;
  texts: number;
  /** the first of them that differ */
  shown: string[];
}

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
  #grouped = false;

  constructor(options: ColumnOptions) {
    this.#options = options;
    this.#cells = new TextCells(options.rules);
  }

  add(cell: string, line: number): void {
    if (this.#cells === null) return;
    this.#count(this.#cells.add(cell), cell, line);
    this.#cells = this.#fitting(this.#cells);
  }

  finish(): BuiltColumn {
    if (this.#cells === null) return { kind: 'tooLarge' };
    return this.#isNumeric() ? this.#numeric(this.#cells) : { ...categorical(this.#cells), ...this.#almost() };
  }

  #count(value: CellValue, cell: string, line: number): void {
    if (value === null) return;
    if (value - value === 0) {
      this.#numbers++;
      this.#noteMarks(cell, line);
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

  /** Which marks the numbers are written with, and where the first of them stands. */
  #noteMarks(cell: string, line: number): void {
    const { decimalComma } = this.#options.rules;
    const grouped = mayGroup.test(cell) && isGrouped(cell.trim(), decimalComma);
    this.#grouped ||= grouped;
    if (!decimalComma) return;
    if (cell.includes(',')) this.#firstComma ??= { text: cell.trim(), line };
    else if (cell.includes('.') && !grouped) this.#firstPoint ??= { text: cell.trim(), line };
  }

  #isNumeric(): boolean {
    const { wanted } = this.#options;
    return wanted === null ? this.#numbers >= numericShare * (this.#numbers + this.#texts) : wanted === 'numeric';
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

  #almost(): { almost?: AlmostNumbers } {
    if (this.#options.wanted !== null || this.#numbers <= this.#texts) return {};
    return { almost: { numbers: this.#numbers, texts: this.#texts, shown: [...new Set(this.#firstTexts.map(({ text }) => text))] } };
  }

  #numeric(cells: CellStore): BuiltColumn {
    const values = (cells.kind === 'text' ? cells.toNumbers() : cells).values();
    const refused = (line: number, reason: string): BuiltColumn =>
      ({ kind: 'refused', line, reason, texts: this.#firstTexts.map(({ text }) => text), values: values.map((value) => (Number.isFinite(value) ? value : NaN)) });
    const [text] = this.#firstTexts;
    if (text) return refused(text.line, this.#textReason());
    if (this.#firstInfinity) {
      const { line, text: shown } = this.#firstInfinity;
      return refused(line, `${quote(shown)} is not a finite number. Correct the cell, or leave it empty if the value is missing`);
    }
    if (this.#firstComma && this.#firstPoint) {
      const reason = `${quote(this.#firstComma.text)} has a decimal comma, but ${quote(this.#firstPoint.text)} on line ${this.#firstPoint.line} a decimal point. Use one of them in the whole column`;
      return refused(this.#firstComma.line, reason);
    }
    return { kind: 'numeric', values, decimalCommas: this.#firstComma !== null, grouped: this.#grouped };
  }

  #textReason(): string {
    const shown = this.#firstTexts.map(({ text, line }) => `${quote(text)} on line ${line}`).join(', ');
    const more = this.#texts > shownCells ? `, and ${this.#texts - shownCells} more` : '';
    const cells = this.#texts === 1 ? '1 of its cells is text' : `${this.#texts} of its cells are text`;
    return `the column is numeric (${this.#numbers} of ${this.#numbers + this.#texts} cells), but ${cells}: ${shown}${more}. ` +
      'Correct them, leave them empty or name them as markers of missing cells, or have the column read as categorical';
  }
}

/** Categories are the texts in order of code unit. */
function categorical(cells: CellStore): Extract<BuiltColumn, { kind: 'categorical' }> {
  const store = cells.kind === 'number' ? cells.toTexts() : cells;
  const categories = [...store.texts].sort();
  const rank = new Map(categories.map((text, at) => [text, at]));
  const codeOf = store.texts.map((text) => rank.get(text)!);
  return { kind: 'categorical', codes: store.codes().map((code) => (code === missingCode ? missingCode : codeOf[code]!)), categories };
}
