import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { builtIns, findBuiltIn } from '../../src/data/built-ins.ts';
import { canonicalBytes } from '../../src/data/encode.ts';
import { prepare } from '../../src/data/prepare.ts';
import { csv as digits } from '../../src/data/tables/digits.ts';
import { csv as iris } from '../../src/data/tables/iris.ts';
import { csv as wdbc } from '../../src/data/tables/wdbc.ts';
import { csv as wine } from '../../src/data/tables/wine.ts';
import { dataConfig, textColumn } from '../support/tables.ts';

const sha256 = (...pieces: (string | Uint8Array)[]) => pieces.reduce((hash, piece) => hash.update(piece), createHash('sha256')).digest('hex');

describe('published tables', () => {
  test.each(Object.entries({ wdbc, digits, iris, wine }))('%s is verbatim what was published', (name, text) => {
    expect(sha256(text)).toBe(findBuiltIn(name)?.textSha256);
  });

  test.each([['wdbc', 569, 31], ['digits', 1797, 65], ['iris', 150, 5], ['wine', 178, 14]])('%s has %i rows and %i columns', (name, rows, columns) => {
    const table = findBuiltIn(name)!.load();
    expect([table.rows, table.columns.length]).toEqual([rows, columns]);
  });

  test('wdbc has 212 malignant and 357 benign cases and prepares to 30 inputs', () => {
    const table = findBuiltIn('wdbc')!.load();
    expect(textColumn(table, 'diagnosis').filter((cell) => cell === 'M')).toHaveLength(212);
    const { data, classes } = prepare(table, dataConfig(), { loss: 'crossEntropy', target: 'diagnosis' });
    expect(data).toMatchObject({ inputs: 30, outputs: 2 });
    expect(classes).toEqual(['B', 'M']);
  });

  test('digits has the classes 0 to 9', () => {
    expect(prepare(findBuiltIn('digits')!.load(), dataConfig(), { loss: 'crossEntropy', target: 'label' }).classes).toEqual([...'0123456789']);
  });
});

describe('generated tables', () => {
  test.each(['xor', 'moons', 'circles', 'spirals', 'blobs'])('%s is the same every time, balanced and finite', (name) => {
    const builtIn = findBuiltIn(name)!;
    expect(sha256(...canonicalBytes(builtIn.load()))).toBe(sha256(...canonicalBytes(builtIn.load())));
    const { data, classes } = prepare(builtIn.load(), dataConfig(), { loss: 'crossEntropy', target: builtIn.target });
    const counts = classes.map((_, code) => data.y.filter((each) => each === code).length);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    expect(data.x.every((value) => Number.isFinite(value))).toBe(true);
  });
});

test('every built-in names its source, its licence and a target that it has', () => {
  for (const { name, source, licence, target, load } of builtIns) {
    expect(source.length * licence.length, name).toBeGreaterThan(0);
    expect(load().columns.map((column) => column.name)).toContain(target);
  }
});

test('names are unique, and others are not found', () => {
  expect(new Set(builtIns.map(({ name }) => name)).size).toBe(builtIns.length);
  expect(findBuiltIn('__proto__')).toBeNull();
});
