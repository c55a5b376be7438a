import fc from 'fast-check';
import Papa from 'papaparse';
import { expect, test } from 'vitest';
import { splitLine } from '../../../src/data/csv/split-line.ts';
import { always } from '../../support/property.ts';

const text = fc.array(fc.constantFrom('a', 'é', '"', '""', ',', ';', ' ', '\t', '\r', '5'), { maxLength: 24 }).map((parts) => parts.join(''));

test('a line is split as Papa Parse splits it, or left to it', () => {
  let split = 0;
  always(fc.property(text, fc.constantFrom(',', ';', '\t'), (line, delimiter) => {
    const cells = splitLine(line, delimiter);
    if (cells === null || line === '') return;
    split++;
    const { data, errors } = Papa.parse<string[]>(line, { delimiter, newline: '\n', quoteChar: '"' });
    expect([cells, errors]).toEqual([data[0], []]);
  }), { runs: 3000 });
  expect(split).toBeGreaterThan(1000);
});

test('an open quote, and text behind one that closes, take a closer look', () => {
  expect(['1,"x', '"a"b,1', '"a" ,1', '"""'].map((line) => splitLine(line, ','))).toEqual([null, null, null, null]);
});
