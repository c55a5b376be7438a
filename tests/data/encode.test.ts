import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalBytes, canonicalHeader, columnHeader, decodeColumn, encodeColumn } from '../../src/data/encode.ts';
import { DataError } from '../../src/data/errors.ts';
import { always } from '../support/property.ts';
import { numbers, table, texts } from '../support/tables.ts';

test('numbers are little-endian float64, and every NaN has the same bytes', () => {
  const strange = new Float64Array(1);
  new DataView(strange.buffer).setBigUint64(0, 0xfff8_0000_dead_beefn, true);
  const bytes = encodeColumn({ name: 'a', type: 'numeric', values: Float64Array.of(1, strange[0]!, -2) });
  expect(Buffer.from(bytes).toString('hex')).toBe('000000000000f03f' + '000000000000f87f' + '00000000000000c0');
});

test('categories are little-endian int32 codes', () => {
  expect(Array.from(encodeColumn(texts('a', 'y', null, 'x')))).toEqual([1, 0, 0, 0, 255, 255, 255, 255, 0, 0, 0, 0]);
});

test('every column comes back as it was', () => {
  const column = fc.oneof(
    fc.array(fc.option(fc.double({ noDefaultInfinity: true, noNaN: true }))).map((values) => numbers('n', ...values)),
    fc.array(fc.option(fc.string({ unit: 'grapheme' }))).map((values) => texts('__proto__', ...values)),
  );
  always(fc.property(column, (original) => {
    const rows = table(original).rows;
    const header = JSON.parse(JSON.stringify(columnHeader(original))) as typeof original;
    expect(decodeColumn(header, rows, encodeColumn(original))).toEqual(original);
  }));
});

test('the canonical bytes are the header’s length, the header and the columns, and tell tables apart', () => {
  const bytes = (name: string, cell: number) => Buffer.concat([...canonicalBytes(table(numbers(name, cell, 2), texts('b', 'x', 'y')))]);
  const header = canonicalHeader(table(numbers('a', 1, 2), texts('b', 'x', 'y')));
  expect(bytes('a', 1).readUInt32LE(0)).toBe(header.length);
  expect(bytes('a', 1)).toHaveLength(4 + header.length + 16 + 8);
  expect(bytes('a', 1)).toEqual(bytes('a', 1));
  expect(bytes('c', 1)).not.toEqual(bytes('a', 1));
  expect(bytes('a', 3)).not.toEqual(bytes('a', 1));
});

describe('damaged columns are refused by name', () => {
  const header = { name: 'kind', type: 'categorical' as const, categories: ['x', 'y'] };

  test.each<[string, () => unknown, RegExp]>([
    ['bytes missing', () => decodeColumn({ name: 'a', type: 'numeric' }, 2, new Uint8Array(15)), /"a" is damaged: 15 bytes are not 8 for each of 2 rows/],
    ['bytes left over', () => decodeColumn(header, 1, new Uint8Array(8)), /8 bytes are not 4 for each of 1 rows/],
    ['a code without category', () => decodeColumn(header, 1, Uint8Array.of(2, 0, 0, 0)), /row 1 names category 2 of 2/],
    ['a negative code', () => decodeColumn(header, 1, Uint8Array.of(254, 255, 255, 255)), /row 1 names category -2/],
    ['categories out of order', () => decodeColumn({ ...header, categories: ['y', 'x'] }, 1, Uint8Array.of(0, 0, 0, 0)), /categories are not in order/],
    ['an infinity', () => decodeColumn({ name: 'a', type: 'numeric' }, 1, Uint8Array.of(0, 0, 0, 0, 0, 0, 0xf0, 0x7f)), /row 1 holds an infinity/],
  ])('%s', (_, decode, message) => {
    expect(decode).toThrow(DataError);
    expect(decode).toThrow(message);
  });
});
