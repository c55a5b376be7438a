import { numberText } from '../columns.ts';
import { cellRules, readNumber, withoutSign } from '../csv/cell.ts';
import { PointMarks, readSeparated } from '../csv/point-marks.ts';
import { DataError, quote, quoteList } from '../errors.ts';
import type { FeaturePlan } from '../feature-plan.ts';

/** Turns the cells of a file's rows into a network's inputs, as the rows that it was trained on were. */
export interface RowEncoder {
  readonly inputs: number;
  /** where each input comes from; what fills in a cell counts it there */
  readonly places: EncoderPlaces;
  /** Writes a row's inputs to `x[from …]`. Throws DataError where a cell is no number, or missing without a replacement. */
  encode(cells: readonly string[], line: number, x: Float32Array, from: number): void;
  /** filled-in cells and unknown categories, as sentences */
  notes(): string[];
}

export interface EncoderOptions {
  fileName: string;
  decimalComma: boolean;
  /** whether points separate thousands in that column of the file, where they may; only where the decimal mark is a comma */
  separated?: (at: number) => boolean;
}

export interface EncoderPlaces {
  numbers: NumberPlace[];
  categories: CategoryPlace[];
}

interface Place {
  column: string;
  /** of the file */
  at: number;
  filledIn: number;
}

interface NumberPlace extends Place {
  input: number;
  impute: number | null;
  offset: number;
  scale: number;
  /** points separate thousands in it, where they may */
  separated: boolean;
  /** what its numbers were written with so far, where the decimal mark is a comma */
  marks: PointMarks;
}

interface CategoryPlace extends Place {
  /** first input, and how each category sets this and the next ones */
  inputs: number[];
  values: Map<string, number>;
  zeros: number[];
  ones: number[];
  impute: string | null;
  unknown: Map<string, number>;
  unknownRows: number;
}

/** `names`: the file's columns. Throws DataError naming all columns that are missing. */
export function createRowEncoder(plan: FeaturePlan, names: readonly string[], { fileName, decimalComma, separated = () => false }: EncoderOptions): RowEncoder {
  const { missing, missingNumbers } = cellRules(decimalComma);
  const absent = [...new Set(plan.inputs.map(({ column }) => column))].filter((column) => !names.includes(column));
  if (absent.length > 0) {
    throw new DataError(
      `${fileName} has no column ${quoteList(absent, 20)}, which the model needs. Its columns: ${quoteList(names, 20)}. Columns are found by name, so the file needs a header.`,
      { column: absent[0] },
    );
  }
  const places = placesOf(plan, names, separated);
  const { numbers, categories } = places;

  function refused({ column }: Place, line: number, what: string): DataError {
    return new DataError(`${fileName}, line ${line}, column ${quote(column)}: ${what}.`, { line, column });
  }

  /** "1.234" cannot be told from a number with decimals where a column has points before decimals and between thousands. */
  function refuseMixed(place: NumberPlace, cell: string, line: number): void {
    const { marks, separated: apart } = place;
    marks.note(withoutSign(cell), line);
    const against = marks.against ?? (apart ? marks.undecided : null);
    const point = marks.point ?? (apart ? null : marks.undecided);
    if (against === null || point === null) return;
    throw refused(place, line, `${quote(against.text)} has ${marks.comma ? 'a decimal comma' : 'points between thousands'}, but ${quote(point.text)} a decimal point. Use one of them in the whole column`);
  }

  function encodeNumber(place: NumberPlace, cell: string, line: number): number {
    let value = place.separated ? readSeparated(cell) : readNumber(cell, decimalComma);
    if (decimalComma) refuseMixed(place, cell.trim(), line);
    if (value - value !== 0) {
      if (value === value) throw refused(place, line, `${quote(cell.trim())} is not a finite number. Correct the cell, or leave it empty if the value is missing`);
      if (!missing.has(cell.trim())) throw refused(place, line, `${quote(cell.trim())} is not a number. Correct the cell, or leave it empty if the value is missing`);
      if (place.impute === null) throw refused(place, line, 'the cell is empty, and the model was trained without replacing missing values. Fill it in, or leave out the row');
      place.filledIn++;
      value = place.impute;
    } else if (missingNumbers.size > 0 && missingNumbers.has(value) && place.impute !== null) {
      place.filledIn++;
      value = place.impute;
    }
    const scaled = Math.fround((value - place.offset) / place.scale);
    if (scaled - scaled !== 0) throw refused(place, line, `${quote(cell.trim())} is too large for the model. Correct the cell`);
    return scaled;
  }

  function encodeCategory(place: CategoryPlace, cell: string, line: number, x: Float32Array, from: number): void {
    let text: string | null = cell.trim();
    if (!place.values.has(text) && missing.has(text)) text = null;
    if (text === null) {
      if (place.impute === null) throw refused(place, line, 'the cell is empty, and the model was trained without replacing missing values. Fill it in, or leave out the row');
      place.filledIn++;
      text = place.impute;
    }
    const known = place.values.get(text) ?? place.values.get(asNumber(text, decimalComma));
    for (let i = 0; i < place.inputs.length; i++) x[from + place.inputs[i]!] = i === known ? place.ones[i]! : place.zeros[i]!;
    if (known !== undefined) return;
    place.unknownRows++;
    if (place.unknown.has(text) || place.unknown.size < shownUnknown) place.unknown.set(text.slice(0, 60), (place.unknown.get(text) ?? 0) + 1);
  }

  return {
    inputs: plan.inputs.length,
    places,
    encode(cells, line, x, from) {
      for (let i = 0; i < numbers.length; i++) {
        const place = numbers[i]!;
        x[from + place.input] = encodeNumber(place, cells[place.at]!, line);
      }
      for (const place of categories) encodeCategory(place, cells[place.at]!, line, x, from);
    },
    notes: () => [
      ...[...numbers, ...categories].filter(({ filledIn }) => filledIn > 0)
        .map(({ column, filledIn, impute }) => `${quote(column)}: ${filledIn} missing cell${filledIn === 1 ? ' was' : 's were'} taken for ${typeof impute === 'number' ? Number(impute.toPrecision(4)) : impute}, as in training.`),
      ...categories.filter(({ unknownRows }) => unknownRows > 0).map(({ column, unknown, unknownRows }) =>
        `${quote(column)}: ${unknownRows} cell${unknownRows === 1 ? ' has a text' : 's have texts'} that the model has never seen (${quoteList([...unknown.keys()], shownUnknown)}); none of its categories was taken.`),
    ],
  };
}

const shownUnknown = 5;

function asNumber(text: string, decimalComma: boolean): string {
  const value = readNumber(text, decimalComma);
  return value - value === 0 ? numberText(value) : text;
}

function placesOf({ inputs }: FeaturePlan, names: readonly string[], separated: (at: number) => boolean): EncoderPlaces {
  const numbers: NumberPlace[] = [];
  const categories = new Map<string, CategoryPlace>();
  inputs.forEach((input, at) => {
    const { column, offset, scale } = input;
    const place = { column, at: names.indexOf(column), filledIn: 0 };
    if (input.kind === 'number') return numbers.push({ ...place, input: at, impute: input.impute, offset, scale, separated: separated(place.at), marks: new PointMarks() });
    const known: CategoryPlace = categories.get(column) ?? { ...place, inputs: [], values: new Map(), zeros: [], ones: [], impute: input.impute, unknown: new Map(), unknownRows: 0 };
    categories.set(column, known);
    known.values.set(input.value, known.inputs.length);
    known.inputs.push(at);
    known.zeros.push(Math.fround((0 - offset) / scale));
    known.ones.push(Math.fround((1 - offset) / scale));
  });
  return { numbers, categories: [...categories.values()] };
}
