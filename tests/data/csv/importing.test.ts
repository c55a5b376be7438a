import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createTableImporter } from '../../../src/data/csv/importer.ts';
import { always } from '../../support/property.ts';
import { importCsv, lines, numericColumn, textColumn } from '../../support/tables.ts';

describe('reading cells', () => {
  test('numbers become numeric columns and text becomes categories ordered by code unit', () => {
    const { table } = importCsv(lines('a,kind', '1.5,b', '-2e3,B', '.5,a', '7,b'));
    expect(table.rows).toBe(4);
    expect(numericColumn(table, 'a')).toEqual([1.5, -2000, 0.5, 7]);
    expect(table.columns[1]).toMatchObject({ type: 'categorical', categories: ['B', 'a', 'b'] });
    expect(textColumn(table, 'kind')).toEqual(['b', 'B', 'a', 'b']);
  });

  test('empty cells, NA, NaN, null and ? are missing in numeric and in text columns', () => {
    const { table } = importCsv(lines('a,kind', '1,x', ',', 'NA,NA', 'NaN,?', 'null,NULL', ' ? ,y', '2,x'));
    expect(numericColumn(table, 'a')).toEqual([1, NaN, NaN, NaN, NaN, 2]);
    expect(textColumn(table, 'kind')).toEqual(['x', null, null, null, 'y', 'x']);
  });

  test('spaces around cells do not matter', () => {
    const { table } = importCsv(lines(' a , kind ', ' 1 ,  x', '2 , y '));
    expect(numericColumn(table, 'a')).toEqual([1, 2]);
    expect(textColumn(table, 'kind')).toEqual(['x', 'y']);
  });

  test('quoted cells may hold delimiters, line ends and doubled quotes', () => {
    const { table } = importCsv('a,kind\r\n1,"x, ""y""\r\nz"\r\n2,"plain"\r\n');
    expect(textColumn(table, 'kind')).toEqual(['x, "y"\r\nz', 'plain']);
  });

  test('hexadecimal and other notations of JavaScript are text', () => {
    expect(textColumn(importCsv(lines('a,y', '0x10,1', '0b1,2', '1_000,3')).table, 'a')).toEqual(['0x10', '0b1', '1_000']);
  });

  test('a last line without an end counts, and blank lines are skipped with a note', () => {
    const { table, notes } = importCsv('a,y\n1,2\n\n , \n3,4');
    expect(numericColumn(table, 'a')).toEqual([1, 3]);
    expect(notes).toContain('2 blank lines were skipped.');
  });

  test('a name that an earlier column has gets a number that is free, with a note', () => {
    const { table, notes } = importCsv(lines('a,a_2, a ,y', '1,2,3,0', '4,5,6,1'));
    expect(table.columns.map(({ name }) => name)).toEqual(['a', 'a_2', 'a_3', 'y']);
    expect(notes).toContain('Column 3 is called "a" as an earlier one is; it is called "a_3" here.');
  });

  test.each([
    ['"1,234.5"', ',', 1234.5], ['"1,234"', ',', 1234], ['"-12,345,678"', ',', -12345678], ["1'234.50", ',', 1234.5], ['1 234', ',', 1234],
    ['1.234,5', ';', 1234.5], ['1.234.567', ';', 1234567], ['1\u202f234,5', ';', 1234.5],
  ])('%s in a file with %s between its cells has marks between thousands', (cell, delimiter, value) => {
    const { table, notes } = importCsv(lines(`a${delimiter}y`, `${cell}${delimiter}1`, `2${delimiter}2`));
    expect(numericColumn(table, 'a')).toEqual([value, 2]);
    expect(notes).toContain('Marks between thousands were skipped in "a".');
  });

  test.each(['"1,23"', '"0,123"', '"1,234,56"', '"12,34.5"', "1'234 567", '1,234e3'])('%s is no number with marks between thousands', (cell) => {
    expect(textColumn(importCsv(lines('a,y', `${cell.startsWith('"') ? cell : `"${cell}"`},1`, 'x,2', 'z,3')).table, 'a')[0]).toBe(cell.replaceAll('"', ''));
  });

  test('with a decimal comma, a single group after a point is what the other numbers of the file say', () => {
    const read = (...rows: string[]) => importCsv(lines('a;b;y', ...rows.map((row, at) => `${row};${at}`)), { target: 'y' });
    expect(numericColumn(read('1.234;7', '2.5;8').table, 'a')).toEqual([1.234, 2.5]);
    expect(numericColumn(read('1.234,5;7', '1.234;8').table, 'a')).toEqual([1234.5, 1234]);
    expect(numericColumn(read('748.447;7', '1.051.234;8', '950;9').table, 'a')).toEqual([748447, 1051234, 950]);
    const told = read('950;70,9', '1.250;71', '-1.100;8');
    expect(numericColumn(told.table, 'a')).toEqual([950, 1250, -1100]);
    expect(told.notes).toContain('Marks between thousands were skipped in "a".');
    expect(numericColumn(read('1.250;70,9', '2.5;8').table, 'a')).toEqual([1.25, 2.5]);
    const torn = importCsv(lines('a;b;c;y', '1.250;70,9;1.5;1', '2.500;8;2;2'), { target: 'y' });
    expect(numericColumn(torn.table, 'a'), 'where the others contradict each other').toEqual([1.25, 2.5]);
  });

  test('of a single group after a point that nothing tells of, there is a note, and the person may say what it is', () => {
    const text = lines('a;y', '1.250;1', '950;2');
    const { table, notes } = importCsv(text);
    expect(numericColumn(table, 'a')).toEqual([1.25, 950]);
    expect(notes).toContain('The point in numbers such as "1.250" in "a" was read as a decimal point. If it separates thousands, say that the decimal mark is the comma.');
    const said = importCsv(text, { decimal: ',' });
    expect(numericColumn(said.table, 'a')).toEqual([1250, 950]);
    expect(said.notes).not.toContain('decimal point');
  });

  test.each([['1.234,5', 'has a decimal comma'], ['1.234.567', 'has points between thousands']])('%s beside a decimal point is refused', (cell, has) => {
    expect(() => importCsv(lines('a;y', `${cell};1`, '1.5;2'))).toThrow(`${has}, but "1.5" on line 3 a decimal point`);
  });

  test('the sign of a currency or of percent is skipped, with a note', () => {
    const { table, notes } = importCsv(lines('price,share,y', '$9.74,36%,1', '-€5,4 %,2', '"£1,200.50",100%,3'));
    expect(numericColumn(table, 'price')).toEqual([9.74, -5, 1200.5]);
    expect(numericColumn(table, 'share')).toEqual([36, 4, 100]);
    expect(notes).toContain('Signs of currency or percent were skipped in "price", "share".');
    expect(textColumn(importCsv(lines('a,y', '$,1', '%,2', '$x,1', '$$5,2', '5%%,1')).table, 'a')).toEqual(['$', '%', '$x', '$$5', '5%%']);
  });

  test('a column of dates is told of', () => {
    const { notes } = importCsv(lines('day,y', '2024-01-31,1', '2024-02-01 10:30,2', '31.1.2024,3'));
    expect(notes.join()).toContain('"day" holds dates');
    expect(importCsv(lines('day,y', '2024-01-31,1', 'later,2')).notes).toEqual([]);
  });

  test('a final line end is no blank line', () => {
    expect(importCsv(lines('a,y', '1,2', '3,4')).notes).toEqual([]);
  });

  test('old Mac line ends are understood', () => {
    expect(numericColumn(importCsv('a,y\r1,2\r3,4\r').table, 'y')).toEqual([2, 4]);
  });

  test('a column of mostly text keeps its numbers as they were written', () => {
    expect(textColumn(importCsv(lines('code,y', '007,1', 'A7,2', '7.0,1')).table, 'code')).toEqual(['007', 'A7', '7.0']);
  });

  test('a column of numbers is categorical where it is said to be', () => {
    const { table } = importCsv(lines('grade,y', '1,2', '2,3', '1,4'), { categorical: ['grade'] });
    expect(textColumn(table, 'grade')).toEqual(['1', '2', '1']);
  });

  test('__proto__ and HTML are plain text, as name and as cell', () => {
    const { table } = importCsv(lines('__proto__,<b>x</b>,constructor', '1,__proto__,5', '2,<script>,6'));
    expect(table.columns.map(({ name }) => name)).toEqual(['__proto__', '<b>x</b>', 'constructor']);
    expect(textColumn(table, '<b>x</b>')).toEqual(['__proto__', '<script>']);
    expect(({} as Record<string, unknown>)['1']).toBeUndefined();
  });

  test('a column that changes from numbers to text far down is still read as text', () => {
    const rows = Array.from({ length: 6000 }, (_, row) => (row < 3000 ? `${row}.25` : `t${row % 7}`));
    const { table } = importCsv(lines('v,y', ...rows.map((cell, row) => `${cell},${row % 2}`)));
    expect(textColumn(table, 'v').slice(2999, 3002)).toEqual(['2999.25', 't4', 't5']);
  });

  test('a column of many different texts and then numbers ends as the type that its cells say', () => {
    const rows = Array.from({ length: 60_000 }, (_, row) => (row < 2000 ? `t${row}` : String(row)));
    const options = { target: 'y' };
    expect(() => importCsv(lines('v,y', ...rows.map((cell, row) => `${cell},${row % 2}`)), options)).toThrow(/the column is numeric \(58000 of 60000 cells\), but 2000 of its cells are text: "t0" on line 2/);
  });
});

describe('delimiters', () => {
  test.each([[',', 'comma'], [';', 'semicolon'], ['\t', 'tab'], ['|', 'bar']])('%j is detected', (delimiter) => {
    const rows = ['a;b,c', '1;2', '3;4'].map((row) => row.replace(';b,c', ';b').replaceAll(';', delimiter));
    const { detected, table } = importCsv(lines(...rows));
    expect(detected.delimiter).toBe(delimiter);
    expect(numericColumn(table, 'a')).toEqual([1, 3]);
  });

  test('semicolons win over the commas of decimal numbers, which are read and noted', () => {
    const { table, detected, notes } = importCsv(lines('a;b', '1,5;2,25', '-3,5;4', ',5;6,'));
    expect(detected.delimiter).toBe(';');
    expect(numericColumn(table, 'a')).toEqual([1.5, -3.5, 0.5]);
    expect(numericColumn(table, 'b')).toEqual([2.25, 4, 6]);
    expect(notes).toContain('Commas were read as decimal points in "a", "b".');
  });

  test('commas win over the semicolons inside of some cells', () => {
    expect(importCsv(lines('a,b,c', '1,x;y,2', '2,z,3', '3,x;w;v,4')).detected.delimiter).toBe(',');
  });

  test('a given delimiter is used', () => {
    expect(numericColumn(importCsv(lines('a b', '1 2', '3 4'), { delimiter: ' ' }).table, 'b')).toEqual([2, 4]);
  });
});

describe('headers', () => {
  test('a first line of numbers over numbers is data, and the columns get numbered names', () => {
    const { table, detected, notes } = importCsv(lines('5.1,3.5,a', '4.9,3.0,b', '4.7,3.2,a'));
    expect(detected.header).toBe(false);
    expect(table.rows).toBe(3);
    expect(table.columns.map(({ name }) => name)).toEqual(['column_1', 'column_2', 'column_3']);
    expect(notes[0]).toContain('looks like data');
  });

  test('a first line of text over text is a header', () => {
    expect(importCsv(lines('size,kind', 's,a', 'm,b', 's,a')).table.columns.map(({ name }) => name)).toEqual(['size', 'kind']);
  });

  test('a first line whose texts come again below is data', () => {
    expect(importCsv(lines('s,a', 'm,b', 's,a', 'l,b')).table.rows).toBe(4);
  });

  test('what is said about the header holds', () => {
    expect(importCsv(lines('1,2', '3,4', '5,6'), { header: true }).table.columns.map(({ name }) => name)).toEqual(['1', '2']);
    expect(importCsv(lines('x,y', 'a,b', 'c,d'), { header: false }).table.rows).toBe(3);
  });

  test('given column names name a file without header', () => {
    const { table } = importCsv(lines('s,a', 'm,b', 'l,c'), { columns: ['size', 'kind'] });
    expect(table.rows).toBe(3);
    expect(textColumn(table, 'size')).toEqual(['s', 'm', 'l']);
  });

  test('given column names replace a header', () => {
    const { table } = importCsv(lines('x,y', '1,2', '3,4'), { columns: ['a', 'b'] });
    expect(numericColumn(table, 'a')).toEqual([1, 3]);
  });

  test('an empty header gets a name that is free, and a note', () => {
    const { table, notes } = importCsv(lines(',column_1,y', '7,1,2', '9,3,4'));
    expect(table.columns.map(({ name }) => name)).toEqual(['column_1_2', 'column_1', 'y']);
    expect(notes[0]).toBe('Column 1 has no name in the header; it is called "column_1_2".');
  });
});

describe('the file as a whole', () => {
  test('is named after the file, without folder and ending, or as asked', () => {
    const named = (fileName: string, name?: string) => {
      const importer = createTableImporter(fileName, name === undefined ? {} : { name });
      importer.write(new TextEncoder().encode(lines('a,y', '1,2', '3,4')));
      return importer.finish().name;
    };
    expect(named('C:\\data\\my.table.csv')).toBe('my.table');
    expect(named('folder/iris.csv')).toBe('iris');
    expect(named('iris.csv', 'flowers')).toBe('flowers');
  });

  test('reports how far it has come', () => {
    const importer = createTableImporter('table.csv');
    const bytes = new TextEncoder().encode(lines('a,y', ...Array.from({ length: 100_000 }, (_, row) => `${row % 90},${row % 2}`)));
    importer.write(bytes);
    expect(importer.progress.bytes).toBe(bytes.length);
    expect(importer.progress.rows).toBeGreaterThan(50_000);
    expect(importer.finish().table.rows).toBe(100_000);
  });

  test('gives the same table however it is cut into pieces', () => {
    const csv = new TextEncoder().encode('naïve;"größe ""x""";y\r\n1,5;"a;\r\nb";ja\r\n2,5;"é";nein\r\n;"";ja\r\n3;"""";nein');
    const whole = importCsv(csv);
    expect(whole.table.rows).toBe(4);
    always(fc.property(fc.integer({ min: 1, max: csv.length }), (size) => {
      expect(importCsv(csv, {}, size)).toEqual(whole);
    }));
  });

  test('gives the same cells where records lie across the blocks that are decoded together', () => {
    const cells = Array.from({ length: 40_000 }, (_, row) => `ü${row % 13}, "${row % 11}"\n${'x'.repeat(row % 5)}`);
    const csv = lines('t,y', ...cells.map((cell, row) => `"${cell.replaceAll('"', '""')}",${row % 2}`));
    expect(csv.length).toBeGreaterThan(2 * 256 * 1024);
    expect(textColumn(importCsv(csv, {}, 65_537).table, 't')).toEqual(cells.map((cell) => cell.trim()));
  });

  test('any table of texts and numbers comes back as it was written', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }).map((each) => `t${each}t`);
    const row = fc.tuple(fc.double({ noNaN: true, noDefaultInfinity: true }), text);
    always(fc.property(fc.array(row, { minLength: 2, maxLength: 30 }), fc.integer({ min: 1, max: 50 }), (rows, size) => {
      fc.pre(new Set(rows.map(([, cell]) => cell)).size > 1 && rows.every(([, cell]) => !cell.includes('\0')));
      const csv = lines('n,m,t', ...rows.map(([n, t], at) => `${n},${at % 3},"${t.replaceAll('"', '""')}"`));
      const { table } = importCsv(csv, { target: 't', header: true, delimiter: ',', categorical: ['t'] }, size);
      expect(numericColumn(table, 'n')).toEqual(rows.map(([n]) => n + 0));
      expect(textColumn(table, 't')).toEqual(rows.map(([, t]) => t));
    }));
  });
});

describe('target and task', () => {
  test('a column that is called like a target is it, wherever it stands', () => {
    expect(importCsv(lines('diagnosis,a', 'B,1', 'M,2'))).toMatchObject({ target: 'diagnosis', task: 'classification' });
  });

  test('else the last column is, and other numbers make a regression', () => {
    expect(importCsv(lines('a,price', '1,2.5', '2,3.5'))).toMatchObject({ target: 'price', task: 'regression' });
  });

  test('what is asked for holds', () => {
    expect(importCsv(lines('a,class', '1,x', '2,y'), { target: 'a', task: 'regression' })).toMatchObject({ target: 'a', task: 'regression' });
  });
});

test('ids and constant columns are imported but set aside, with a note', () => {
  const rows = Array.from({ length: 30 }, (_, row) => `${1000 + 7 * row},same,person ${row},${row % 4},${row % 2}`);
  const { table, profile, notes } = importCsv(lines('patient_id,unit,name,a,y', ...rows));
  expect(table.columns).toHaveLength(5);
  expect(profile.map(({ role }) => role)).toEqual(['id', 'constant', 'id', 'feature', 'target']);
  expect(notes).toEqual([
    'Set aside: "patient_id" is different in every row and called like an id.',
    'Set aside: "unit" has the same value in every row.',
    'Set aside: "name" has 30 different texts in 30 rows, so it is read as an id.',
  ]);
});
