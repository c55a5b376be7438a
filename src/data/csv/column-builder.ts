import { quote } from '../errors.ts';
import { isGrouped, withoutSign, type CellRules } from './cell.ts';
import { missingCode, TextCells, type CellStore, type CellValue } from './cell-store.ts';
import { growingInts } from './growing.ts';
import { inThousands, PointMarks, separatesIn, type MarkedCell } from './point-marks.ts';

/** From this share of numbers on, a column is numeric, and what else stands in it is a mistake. */
const numericShare = 0.95;
/** A column with more different texts than this is worth looking at: if they are numbers, the texts are let go. */
const manyTexts = 1024;
/** Different texts of one column, together; an imported column with more is not kept. In UTF-16 units. */
const mostCharacters = 64 * 1024 * 1024;
const shownCells = 5;
/** A cell without any of these is nothing but digits. */
const hasMarks = /[,. \u00a0\u202f'’$€£¥%]/;

export interface ColumnOptions {
  rules: CellRules;
  /** what a person has said that it is, whatever most of the cells are; null: what most of them are */
  wanted: 'numeric' | 'categorical' | null;
}

export type BuiltColumn =
  /** `undecided`: a number with a point that was read as decimal although it may separate thousands */
  | { kind: 'numeric'; values: Float64Array; decimalCommas: boolean; grouped: boolean; signed: boolean; undecided: string | null }
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

/** One column of a file that is being read: takes cell by cell, says at the end what it is. */
export class ColumnBuilder {
  readonly #options: ColumnOptions;
  #cells: CellStore | null;
  #numbers = 0;
  #texts = 0;
  #turnedBack = false;
  readonly #firstTexts: MarkedCell[] = [];
  #firstInfinity: MarkedCell | null = null;
  #grouped = false;
  #signed = false;
  readonly #marks = new PointMarks();
  /** where the point may stand between thousands */
  readonly #undecidedRows = growingInts();
  #rows = 0;

  constructor(options: ColumnOptions) {
    this.#options = options;
    this.#cells = new TextCells(options.rules);
  }

  add(cell: string, line: number): void {
    if (this.#cells === null) return;
    this.#rows++;
    this.#count(this.#cells.add(cell), cell, line);
    this.#cells = this.#fitting(this.#cells);
  }

  /** How its numbers are written; null where it is no column of numbers. */
  get marks(): PointMarks | null {
    return this.#cells !== null && this.#isNumeric() ? this.#marks : null;
  }

  /** `pointsSeparate`: the file, or who imports it, says that points separate thousands where they may. */
  finish(pointsSeparate = false): BuiltColumn {
    if (this.#cells === null) return { kind: 'tooLarge' };
    return this.#isNumeric() ? this.#numeric(this.#cells, pointsSeparate) : { ...categorical(this.#cells), ...this.#almost() };
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
    if (!hasMarks.test(cell)) return;
    const whole = cell.trim();
    const text = withoutSign(whole);
    this.#signed ||= text !== whole;
    const { decimalComma } = this.#options.rules;
    this.#grouped ||= isGrouped(text, decimalComma);
    if (decimalComma && this.#marks.note(text, line) && this.#marks.point === null) this.#undecidedRows.push(this.#rows - 1);
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

  #numeric(cells: CellStore, pointsSeparate: boolean): BuiltColumn {
    const values = (cells.kind === 'text' ? cells.toNumbers() : cells).values();
    const refused = (line: number, reason: string): BuiltColumn =>
      ({ kind: 'refused', line, reason, texts: this.#firstTexts.map(({ text }) => text), values: values.map((value) => (Number.isFinite(value) ? value : NaN)) });
    const [text] = this.#firstTexts;
    if (text) return refused(text.line, this.#textReason());
    if (this.#firstInfinity) {
      const { line, text: shown } = this.#firstInfinity;
      return refused(line, `${quote(shown)} is not a finite number. Correct the cell, or leave it empty if the value is missing`);
    }
    const { comma, against, point, undecided } = this.#marks;
    if (against && point) {
      const has = comma ? 'has a decimal comma' : 'has points between thousands';
      return refused(against.line, `${quote(against.text)} ${has}, but ${quote(point.text)} on line ${point.line} a decimal point. Use one of them in the whole column`);
    }
    const separate = undecided !== null && separatesIn(this.#marks, pointsSeparate);
    if (separate) for (const row of this.#undecidedRows.toArray()) values[row] = inThousands(values[row]!);
    return {
      kind: 'numeric', values, decimalCommas: comma !== null, grouped: this.#grouped || separate, signed: this.#signed,
      undecided: separate || point !== null ? null : undecided?.text ?? null,
    };
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
