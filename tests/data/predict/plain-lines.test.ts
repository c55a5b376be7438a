import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { scanNumber } from '../../../src/data/csv/scan-number.ts';
import type { FeaturePlan } from '../../../src/data/feature-plan.ts';
import { createTablePredictor } from '../../../src/data/predict/table-predictor.ts';
import { createGenerator } from '../../../src/nn/random.ts';
import { always } from '../../support/property.ts';

const plan: FeaturePlan = {
  version: 1,
  inputs: [
    { kind: 'number', column: 'a', impute: 2.5, offset: 1, scale: 3 },
    { kind: 'category', column: 'c', value: 'red', impute: 'blü', offset: 0, scale: 1 }, { kind: 'category', column: 'c', value: 'blü', impute: 'blü', offset: 0, scale: 1 },
    { kind: 'number', column: 'b', impute: -1, offset: 0, scale: 1 },
  ],
  target: { column: 'kind', task: 'classification', classes: ['=no', 'yes'] },
};

function predicted(lines: readonly string[], end: string) {
  const predictor = createTablePredictor({
    fileName: 'rows.csv', plan, threshold: null,
    predict(x, rows, into) {
      for (let row = 0; row < rows; row++) {
        const p = 1 / (1 + Math.exp(-(x[4 * row]! + 2 * x[4 * row + 1]! - x[4 * row + 2]! + x[4 * row + 3]! / 8)));
        into.set([1 - p, p], 2 * row);
      }
      return into;
    },
  });
  const file = new TextEncoder().encode([header, ...lines].join(end));
  const pieces: Uint8Array[] = [];
  // Pieces of a size that goes into nothing evenly.
  for (let at = 0; at < file.length; at += 70_001) pieces.push(predictor.write(file.subarray(at, at + 70_001)));
  const { bytes, report, notes } = predictor.finish();
  return { lines: Buffer.concat([...pieces, bytes]).toString().trimEnd().split('\n').slice(1), rows: predictor.rows, report, notes };
}

const header = 'a,note,c,b,kind';
const numbers = ['1', '-2.5', '+3', '.5', '4.', '1e-3', '2E2', '0.1234567890123456789', '12345678901234567890', '-0', '1e-300', '0.30000000000000004', ' 7 ', '', 'NA', '007'];
const notes = ['', 'x', '-1', '=1+1', '@a', '+1+1', '-', ' pad', 'a b', '#', '\ttab', '-2e3', '0x10', 'é', '東京', '😀=', '\u00a0=1', '\u3000@a', '\uff1d1+1', '\ufeff-x', 'x\u2009', '\u2028+a'];
const colours = ['red', 'blü', 'green', '', ' red', 'NA'];
const kinds = ['=no', 'yes', '', 'maybe', 'yes ', 'ja ü'];

function randomLines(count: number): string[] {
  const chance = createGenerator(5, 'plain lines');
  const one = (list: readonly string[]) => list[chance.int(list.length)]!;
  return Array.from({ length: count }, () => (chance.int(40) === 0 ? one(['', ',,,,', ' , ,,, ']) : [one(numbers), one(notes), one(colours), one(numbers), one(kinds)].join()));
}

describe('a long file, most of which is taken as bytes', () => {
  const lines = randomLines(20_000);
  // A small file is read as text.
  const byParts = (all: readonly string[], end: string) => Array.from({ length: Math.ceil(all.length / 500) }, (_, part) => predicted(all.slice(500 * part, 500 * (part + 1)), end));

  it.each([['\n'], ['\r\n']])('comes out as it does as text, with lines that end in %j', (end) => {
    const whole = predicted(lines, end);
    const parts = byParts(lines, end);
    expect(whole.lines).toEqual(parts.flatMap((part) => part.lines));
    expect(whole.rows).toBe(parts.reduce((sum, { rows }) => sum + rows, 0));
    expect(whole.report!.rows).toBe(parts.reduce((sum, { report }) => sum + report!.rows, 0));
    expect(whole.report!.confusion).toEqual(parts.reduce((sum, { report }) => sum.map((count, at) => count + report!.confusion![at]!), [0, 0, 0, 0]));
    expect(whole.notes.join()).toMatch(/"a": \d+ missing cells were taken for 2\.5/);
  });

  it.each([
    ['a quoted cell', '1,"x,y",red,2,yes'], ['quotes in quotes, one of them a formula', '"1","=""x"", y","red","2","yes"'],
    ['quotes within a cell, which are its own', '1,5" wide,red,2,yes'], ['a record of two lines', '1,"x\ny",red,2,yes'], ['nothing but quotes', '"","","","",""'],
  ])('takes %s as text, here and there', (_, odd) => {
    const all = lines.flatMap((line, at) => (at > 12_000 && at % 700 === 0 ? [odd, line] : [line]));
    // Where cells are quoted, those with blanks at an end are written in quotes too: the cells are the same.
    const cellsOf = (rows: string[]) => Papa.parse<string[]>(rows.join('\n'), { delimiter: ',' }).data;
    expect(cellsOf(predicted(all, '\n').lines)).toEqual(cellsOf(byParts(all, '\n').flatMap((part) => part.lines)));
  });

  it.each<[string, string, RegExp]>([
    ['a cell that is no number', '1,x,red,many,yes', /line 15002, column "b": "many" is not a number/],
    ['a line that is too long', '1,x,red,2,yes,3', /line 15002: there are 6 cells, but the header has 5/],
    ['a number beyond float32', '1e300,x,red,2,yes', /line 15002, column "a": "1e300" is too large/],
    ['a NUL', '1,\0,red,2,yes', /line 15002/],
    ['a quote that is never closed, behind lines that were text', '1,"x,red,2,yes', /line 15002, column "note": the quote that opens this cell is never closed/],
    ['bytes that are no number behind letters', '1,é,red,many,yes', /line 15002, column "b": "many"/],
  ])('is refused by the right line for %s', (_, line, says) => {
    expect(() => predicted([...lines.slice(0, 15_000), line, ...lines.slice(15_000)], '\n')).toThrow(says);
  });
});

it('a number that is scanned is what Number reads, bit for bit', () => {
  const value = new Float64Array(1);
  let scanned = 0;
  const digits = (most: number) => fc.stringMatching(new RegExp(`^\\d{0,${most}}$`));
  const text = fc.tuple(fc.constantFrom('', '-', '+'), digits(18), fc.constantFrom('', '.'), digits(18), fc.constantFrom('', 'e', 'E-', 'e+'), digits(3)).map((parts) => parts.join(''));
  always(fc.property(fc.oneof(text, fc.double({ noNaN: true, noDefaultInfinity: true }).map(String), fc.float({ noNaN: true, noDefaultInfinity: true }).map(String)), (cell) => {
    const bytes = new TextEncoder().encode(`x${cell}y`);
    if (!scanNumber(bytes, 1, bytes.length - 1, value, 0)) return;
    scanned++;
    expect(cell).not.toBe('');
    expect(Object.is(value[0], Number(cell)), cell).toBe(true);
  }), { runs: 20_000 });
  expect(scanned).toBeGreaterThan(4000);
});
