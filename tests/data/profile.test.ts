import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { histogram } from '../../src/data/histogram.ts';
import { profileTable } from '../../src/data/profile.ts';
import { guessTarget, guessTask } from '../../src/data/target.ts';
import { always } from '../support/property.ts';
import { numbers, table, texts } from '../support/tables.ts';

describe('profile of a numeric column', () => {
  test('counts values, missing cells and distinct values, and gives the population’s moments', () => {
    const [profile] = profileTable(table(numbers('a', 2, 4, null, 4, 4, 5, 5, 7, 9)), null);
    expect(profile).toMatchObject({ name: 'a', type: 'numeric', role: 'feature', count: 8, missing: 1, distinct: 5, numeric: { min: 2, max: 9, mean: 5, sd: 2 } });
  });

  test('a column without values has no moments', () => {
    const [profile] = profileTable(table(numbers('a', null, null)), null);
    expect(profile).toMatchObject({ role: 'constant', note: '"a" has no values', count: 0, missing: 2 });
    expect(profile).not.toHaveProperty('numeric');
  });

  test('moments of the largest numbers are finite', () => {
    const [profile] = profileTable(table(numbers('a', 1.7e308, -1.7e308, 1.7e308)), null);
    expect(Object.values(profile!.numeric!).slice(0, 4).every((each) => Number.isFinite(each))).toBe(true);
  });
});

test('profile of a text column: categories by frequency, then by code unit, at most fifty', () => {
  const [profile, many] = profileTable(table(texts('kind', 'b', 'a', null, 'b', 'c'), texts('many', 'x', 'x', 'y', 'z', 'w')), null);
  expect(profile).toMatchObject({ count: 4, missing: 1, distinct: 3, categories: [{ value: 'b', count: 2 }, { value: 'a', count: 1 }, { value: 'c', count: 1 }] });
  expect(many?.categories).toHaveLength(4);
  const wide = table(texts('wide', ...Array.from({ length: 200 }, (_, row) => `v${row % 80}`)));
  expect(profileTable(wide, null)[0]?.categories).toHaveLength(50);
});

describe('histograms', () => {
  test('have round edges', () => {
    expect(histogram(Float64Array.of(0.03, 0.11, 0.52, 0.98), 0.03, 0.98).edges.slice(0, 4)).toEqual([0, 0.05, 0.1, 0.15]);
  });

  test('give each of a few whole numbers a bin of its own', () => {
    expect(histogram(Float64Array.of(0, 1, 1, 3), 0, 3)).toEqual({ edges: [0, 1, 2, 3, 4], counts: [1, 2, 0, 1] });
  });

  test('of one value are one bin', () => {
    expect(histogram(Float64Array.of(2.5, 2.5), 2.5, 2.5)).toEqual({ edges: [2.5, 2.5], counts: [2] });
  });

  test('are one bin where the values lie closer together than numbers can tell apart', () => {
    expect(histogram(Float64Array.of(5.4e-323, 0), 0, 5.4e-323)).toEqual({ edges: [0, 5.4e-323], counts: [2] });
  });

  test('count every value once, between edges that rise', () => {
    always(fc.property(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 50 }), (values) => {
      const { edges, counts } = histogram(Float64Array.from(values), Math.min(...values), Math.max(...values));
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(values.length);
      expect(edges).toHaveLength(counts.length + 1);
      expect(counts.length).toBeLessThanOrEqual(22);
      for (let at = 1; at < edges.length; at++) expect(edges[at]!).toBeGreaterThanOrEqual(edges[at - 1]!);
    }));
  });
});

describe('roles', () => {
  const roles = (...columns: Parameters<typeof table>) => profileTable(table(...columns), 'y').map(({ role }) => role);
  const count = (length: number, value: (row: number) => number) => Array.from({ length }, (_, row) => value(row));

  test('the target keeps its role whatever it looks like', () => {
    expect(roles(numbers('y', 1, 1, 1))).toEqual(['target']);
  });

  test('whole numbers that differ in every row are an id only where the name says so, or where they count', () => {
    const scattered = count(30, (row) => 100 + row * row);
    expect(roles(numbers('patientId', ...scattered), numbers('age', ...scattered), numbers('n', ...count(30, (row) => row + 1)))).toEqual(['id', 'feature', 'id']);
  });

  test('a name that only ends in the letters is no id', () => {
    expect(roles(numbers('humid', 1, 2, 3), numbers('grid', 4, 5, 6))).toEqual(['feature', 'feature']);
  });

  test('numbers with fractions are never an id', () => {
    expect(roles(numbers('id', 1.5, 2, 3))).toEqual(['feature']);
  });

  test('text that says how to split is set aside', () => {
    expect(roles(texts('part', 'train', 'Test', 'validation', 'train'))).toEqual(['split']);
  });
});

describe('guesses', () => {
  test('a telling name wins over the last place', () => {
    expect(guessTarget(table(numbers('Target', 1, 2), numbers('z', 3, 4)))).toBe('Target');
  });

  test('the last column that is not set aside is the target otherwise', () => {
    expect(guessTarget(table(numbers('a', 1, 2), numbers('b', 3, 4), numbers('unit', 5, 5)))).toBe('b');
    expect(guessTarget(table())).toBeNull();
  });

  test('text and few whole numbers are classes, other numbers are not', () => {
    const many = Array.from({ length: 60 }, (_, row) => row);
    expect(guessTask(texts('a', 'x', 'y'))).toBe('classification');
    expect(guessTask(numbers('a', 0, 1, 1, 0))).toBe('classification');
    expect(guessTask(numbers('a', ...many.map((row) => row % 10)))).toBe('classification');
    expect(guessTask(numbers('a', ...many))).toBe('regression');
    expect(guessTask(numbers('a', 0.5, 1, 1.5, 1))).toBe('regression');
  });
});
