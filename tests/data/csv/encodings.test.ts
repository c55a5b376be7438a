import { describe, expect, test } from 'vitest';
import { createTableImporter } from '../../../src/data/csv/importer.ts';
import { DataError } from '../../../src/data/errors.ts';
import { importCsv, lines, textColumn } from '../../support/tables.ts';

const csv = lines('größe,y', 'süß,1', 'naïve,2');
const cells = ['süß', 'naïve'];

function utf16(text: string, littleEndian: boolean): Uint8Array {
  const bytes = new Uint8Array(2 * text.length);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < text.length; at++) view.setUint16(2 * at, text.charCodeAt(at), littleEndian);
  return bytes;
}

const latin1 = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

describe('encodings are detected', () => {
  test.each<[string, string | Uint8Array, string]>([
    ['UTF-8', csv, 'utf-8'],
    ['UTF-8 with a mark', `\ufeff${csv}`, 'utf-8'],
    ['UTF-16 LE with a mark', utf16(`\ufeff${csv}`, true), 'utf-16le'],
    ['UTF-16 BE with a mark', utf16(`\ufeff${csv}`, false), 'utf-16be'],
    ['UTF-16 LE without a mark', utf16(csv, true), 'utf-16le'],
    ['UTF-16 BE without a mark', utf16(csv, false), 'utf-16be'],
  ])('%s', (_, content, encoding) => {
    const { table, detected } = importCsv(content, {}, 3);
    expect(table.columns[0]?.name).toBe('größe');
    expect(textColumn(table, 'größe')).toEqual(cells);
    expect(detected.encoding).toBe(encoding);
  });

  test('Latin letters in single bytes, with a note', () => {
    const { table, notes } = importCsv(latin1(csv));
    expect(textColumn(table, 'größe')).toEqual(cells);
    expect(notes[0]).toMatch(/^The file is not UTF-8; it was read as .*name its encoding\.$/);
  });

  test('windows-1252 where little speaks for anything', () => {
    expect(textColumn(importCsv(Uint8Array.from([...latin1('t,y\na'), 0x80, ...latin1(',1\nb,2\n')])).table, 't')).toEqual(['a€', 'b']);
  });

  test('German letters are not called Turkish, Turkish ones are', () => {
    const german = importCsv(latin1(lines('Größe,Ort', ...Array.from({ length: 40 }, (_, row) => `${(row * 7) % 13},${['München', 'Köln', 'Lübeck'][row % 3]}`))), {}, 2);
    expect(german.detected.encoding).toBe('windows-1252');
    const towns = ['Şişli', 'Beyoğlu', 'Kadıköy', 'İzmir', 'Eskişehir'].map((town) => town.replace(/[ŞşĞğİı]/g, (letter) => String.fromCharCode({ Ş: 0xde, ş: 0xfe, Ğ: 0xd0, ğ: 0xf0, İ: 0xdd, ı: 0xfd }[letter]!)));
    const turkish = importCsv(latin1(lines('no,ilçe', ...Array.from({ length: 200 }, (_, row) => `${(row * 7) % 13},${towns[row % 5]} için bir yer`))), {}, 2);
    expect(turkish.detected.encoding).toMatch(/^(windows-1254|iso-8859-9)$/);
  });

  test('Russian in windows-1251', () => {
    const word = Uint8Array.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2, 0x20, 0xec, 0xe8, 0xf0]);
    const content = Uint8Array.from([...latin1('t,y\n'), ...word, ...latin1(',1\nx,2\n')]);
    expect(textColumn(importCsv(content).table, 't')).toEqual(['Привет мир', 'x']);
  });

  test('bytes that are not UTF-8 long after the beginning', () => {
    const head = lines('t,y', ...Array.from({ length: 100_000 }, (_, row) => `word,${row % 2}`));
    const { table } = importCsv(Uint8Array.from([...latin1(head), ...latin1('né à l’été'.replace('’', ' ')), ...latin1(',1\n')]));
    expect(textColumn(table, 't').at(-1)).toBe('né à l été');
  });
});

test('a named encoding is used', () => {
  const content = Uint8Array.from([...latin1('t,y\n'), 0x93, 0xfa, 0x96, 0x7b, ...latin1(',1\nx,2\n')]);
  expect(textColumn(importCsv(content, { encoding: 'shift_jis' }).table, 't')).toEqual(['日本', 'x']);
});

test('UTF-8 that turns into something else is refused with its line', () => {
  const importer = createTableImporter('table.csv');
  importer.write(new TextEncoder().encode(lines('größe,y', ...Array.from({ length: 60_000 }, () => 'süß,1'))));
  importer.write(Uint8Array.from([0xff, 0xff, 0x0a]));
  expect(() => importer.finish()).toThrow(DataError);
  expect(() => importCsv(Uint8Array.from([...new TextEncoder().encode('größe,y\nsüß,1\n'), 0xff]), { encoding: 'utf-8' })).toThrow(/table\.csv, line 3: the bytes here are not utf-8 text\. Save the file as UTF-8/);
});
