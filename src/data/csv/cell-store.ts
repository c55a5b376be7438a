import { readNumber, type CellRules } from './cell.ts';
import { growingFloats, growingInts } from './growing.ts';

/**
 * Two ways to hold the cells of a column whose type is not yet known: by code into the different texts seen, or as
 * numbers beside the few cells that are none. Each can be turned into the other.
 */
export type CellStore = TextCells | NumberCells;

/** What a cell turned out to be: a number (perhaps infinite), or NaN for text, or null for a missing value. */
export type CellValue = number | null;

export const missingCode = -1;

export class TextCells {
  readonly kind = 'text';
  readonly texts: string[] = [];
  /** characters in `texts` together */
  characters = 0;
  readonly #values: number[] = [];
  readonly #codeOf = new Map<string, number>();
  readonly #codes = growingInts();
  readonly #rules: CellRules;

  constructor(rules: CellRules) {
    this.#rules = rules;
  }

  add(cell: string): CellValue {
    const text = cell.trim();
    const code = this.#codeOf.get(text) ?? this.#learn(text);
    this.#codes.push(code);
    return code === missingCode ? null : this.#values[code]!;
  }

  codes(): Int32Array {
    return this.#codes.toArray();
  }

  toNumbers(): NumberCells {
    const numbers = new NumberCells(this.#rules);
    for (const code of this.codes()) {
      const value = code === missingCode ? null : this.#values[code]!;
      if (value !== null && Number.isNaN(value)) numbers.addText(this.texts[code]!);
      else numbers.addValue(value);
    }
    return numbers;
  }

  #learn(text: string): number {
    const own = detached(text);
    const { decimalComma, missing, missingNumbers } = this.#rules;
    const value = readNumber(own, decimalComma);
    const code = missing.has(own) || missingNumbers.has(value) ? missingCode : this.texts.length;
    this.#codeOf.set(own, code);
    if (code === missingCode) return code;
    this.texts.push(own);
    this.characters += own.length;
    this.#values.push(value);
    return code;
  }
}

export class NumberCells {
  readonly kind = 'number';
  readonly #values = growingFloats();
  readonly #textAt = new Map<number, string>();
  readonly #rules: CellRules;
  #rows = 0;

  constructor(rules: CellRules) {
    this.#rules = rules;
  }

  add(cell: string): CellValue {
    const { decimalComma, missing, missingNumbers } = this.#rules;
    const value = readNumber(cell, decimalComma);
    if (!Number.isNaN(value)) return this.addValue(missingNumbers.has(value) ? null : value);
    const text = cell.trim();
    return missing.has(text) ? this.addValue(null) : this.addText(detached(text));
  }

  addValue(value: CellValue): CellValue {
    this.#rows++;
    this.#values.push(value ?? NaN);
    return value;
  }

  addText(text: string): CellValue {
    this.#textAt.set(this.#rows++, text);
    this.#values.push(NaN);
    return NaN;
  }

  /** NaN where a value is missing, and where there is text. */
  values(): Float64Array {
    return this.#values.toArray();
  }

  /** Numbers come back as their shortest text, which may not be how the file wrote them. */
  toTexts(): TextCells {
    const texts = new TextCells(this.#rules);
    this.values().forEach((value, row) => texts.add(this.#textAt.get(row) ?? (Number.isNaN(value) ? '' : String(value))));
    return texts;
  }
}

/** A copy: a part of a string would keep the whole block of the file that it was cut from in memory. */
function detached(text: string): string {
  return text.length < 13 ? text : ` ${text}`.slice(1);
}
