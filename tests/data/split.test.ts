import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readClasses, type Classes } from '../../src/data/classes.ts';
import type { SplitConfig } from '../../src/data/config.ts';
import { DataError } from '../../src/data/errors.ts';
import { splitRows, type Parts } from '../../src/data/split/split.ts';
import { always } from '../support/property.ts';
import { texts } from '../support/tables.ts';

const shares = (validation: number, test: number, seed = 1, stratify = true) => ({ validation, test, seed, stratify });
const everyRow = (rows: number) => Uint32Array.from({ length: rows }, (_, row) => row);

/** `sizes.a` rows of class a, and so on, one class after the other. */
function classes(sizes: Record<string, number>): Classes {
  const cells = Object.entries(sizes).flatMap(([name, size]) => new Array<string>(size).fill(name));
  return readClasses(texts('y', ...cells), cells.length);
}

function split(config: SplitConfig, of: Classes | null, rows = everyRow(of?.codes.length ?? 0)): Parts {
  return splitRows(config, { rows, classes: of, splitBy: null }).parts;
}

const perClass = ({ names, codes }: Classes, part: Uint32Array) => names.map((_, code) => part.filter((row) => codes[row] === code).length);

describe('shares', () => {
  test('have the size that was asked for, with the classes in proportion', () => {
    const of = classes({ B: 357, M: 212 });
    const parts = split(shares(0.2, 0.1), of);
    expect([parts.train.length, parts.validation.length, parts.test.length]).toEqual([398, 114, 57]);
    expect(perClass(of, parts.validation)).toEqual([72, 42]);
    expect(perClass(of, parts.test)).toEqual([36, 21]);
  });

  test('are the same for one seed and differ for another', () => {
    const of = classes({ a: 50, b: 50 });
    expect(split(shares(0.2, 0), of)).toEqual(split(shares(0.2, 0), of));
    expect(split(shares(0.2, 0, 2), of).validation).not.toEqual(split(shares(0.2, 0), of).validation);
  });

  test('keep at least one row of every class for training', () => {
    const of = classes({ a: 97, b: 2, c: 1 });
    const { train } = split(shares(0.45, 0.45), of);
    expect(Math.min(...perClass(of, train))).toBe(1);
  });

  test('of a regression, or without stratifying, are drawn from all rows', () => {
    const { train, validation, test: tested } = split(shares(0.25, 0.25), null, everyRow(101));
    expect([train.length, validation.length, tested.length]).toEqual([51, 25, 25]);
    const of = classes({ a: 500, b: 500 });
    const counts = [1, 2, 3, 4].map((seed) => perClass(of, split(shares(0.2, 0, seed, false), of).validation)[0]);
    expect(new Set(counts).size).toBeGreaterThan(1);
  });

  test('without validation and test all rows are for training', () => {
    expect(split(shares(0, 0), classes({ a: 2, b: 1 })).train).toEqual(everyRow(3));
  });

  test('are refused where a part would be empty', () => {
    expect(() => split(shares(0.2, 0), classes({ a: 1, b: 1 }))).toThrow(/2 usable rows are too few for a validation part of 0.2/);
  });

  test('are a partition of the rows, each part in ascending order', () => {
    const config = fc.record({
      validation: fc.double({ min: 0, max: 0.5, noNaN: true }), test: fc.double({ min: 0, max: 0.49, noNaN: true }),
      seed: fc.maxSafeNat(), stratify: fc.boolean(),
    });
    const cells = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 12, maxLength: 200 });
    always(fc.property(config, cells, (chosen, text) => {
      const of = readClasses(texts('y', ...text), text.length);
      const rows = everyRow(text.length).filter((row) => row % 5 !== 0);
      const { train, validation, test: tested } = split(chosen, of, rows);
      expect([...train, ...validation, ...tested].sort((one, other) => one - other)).toEqual(Array.from(rows));
      for (const part of [train, validation, tested]) expect(part).toEqual(part.slice().sort());
      expect(train.length).toBeGreaterThan(0);
    }));
  });
});

describe('folds', () => {
  const fold = (at: number, folds = 5) => ({ folds, fold: at, seed: 1, stratify: true });

  test('validate every row exactly once, and train on the rest', () => {
    const of = classes({ a: 31, b: 22 });
    const parts = [0, 1, 2, 3, 4].map((at) => split(fold(at), of));
    expect(parts.flatMap(({ validation }) => Array.from(validation)).sort((one, other) => one - other)).toEqual(Array.from(everyRow(53)));
    for (const { train, validation, test: tested } of parts) {
      expect(train.length + validation.length).toBe(53);
      expect(tested).toHaveLength(0);
    }
  });

  test('differ by one row at most, in all and in each class', () => {
    const of = classes({ a: 31, b: 22, c: 4 });
    const parts = [0, 1, 2, 3, 4].map((at) => split(fold(at), of).validation);
    const spread = (counts: number[]) => Math.max(...counts) - Math.min(...counts);
    expect(spread(parts.map((part) => part.length))).toBeLessThanOrEqual(1);
    for (const code of [0, 1, 2]) expect(spread(parts.map((part) => perClass(of, part)[code]!))).toBeLessThanOrEqual(1);
  });

  test('are refused where there are more than rows, and where the number is none of them', () => {
    expect(() => split(fold(0, 10), classes({ a: 5, b: 4 }))).toThrow(/9 usable rows cannot be divided into 10 folds/);
    expect(() => split(fold(5), classes({ a: 5, b: 4 }))).toThrow(/no fold 5 of 5: folds are numbered from 0/);
  });
});

describe('a column', () => {
  const by = (...cells: (string | null)[]) => splitRows({ column: 'part' }, { rows: everyRow(cells.length), classes: null, splitBy: texts('part', ...cells) }).parts;

  test('says the part of every row', () => {
    expect(by('train', 'test', 'Validation', 'TRAIN')).toEqual({ train: Uint32Array.of(0, 3), validation: Uint32Array.of(2), test: Uint32Array.of(1) });
  });

  test('with another word, or an empty cell, is refused by row', () => {
    expect(() => by('train', 'holdout')).toThrow(/Row 2 of the split column "part" says "holdout"\. Every cell must say train, validation or test/);
    expect(() => by('train', null)).toThrow(/Row 2 of the split column "part" is empty/);
  });

  test('without training rows is refused', () => {
    expect(() => by('test', 'test')).toThrow(DataError);
    expect(() => by('test', 'test')).toThrow(/leaves no rows for training/);
  });
});

test('classes that no training row has are named', () => {
  const { notes } = splitRows({ column: 'part' }, { rows: everyRow(3), classes: classes({ a: 1, b: 1, c: 1 }), splitBy: texts('part', 'train', 'test', 'test') });
  expect(notes).toEqual(['No training row is of class "b", "c", so it cannot be learned.']);
});
