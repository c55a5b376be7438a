import { describe, expect, test } from 'vitest';
import type { ImportOptions } from '../../../src/data/config.ts';
import { previewTable } from '../../../src/data/csv/preview.ts';
import { importCsv, lines, numericColumn, textColumn } from '../../support/tables.ts';

const encode = (text: string) => new TextEncoder().encode(text);
const preview = (text: string | Uint8Array, options: ImportOptions = {}, whole = true) => previewTable('table.csv', typeof text === 'string' ? encode(text) : text, whole, options);
const columnOf = (shown: ReturnType<typeof preview>, name: string) => shown.columns.find((column) => column.name === name);

const unclean = `\ufeff${lines('Nr;Alter;Region;Befund', ...Array.from({ length: 30 }, (_, row) => `${100 + row};${row % 3 === 0 ? 'n.a.' : `${row},5`};EU;${row % 2 ? 'krank' : 'gesund'}`))}`;

describe('a look at a file', () => {
  test('tells what was detected, the first rows as they are, and why columns are set aside', () => {
    const shown = preview(unclean);
    expect(shown).toMatchObject({
      name: 'table', rows: 30, whole: true, target: 'Befund', task: 'classification', problems: [], problemCount: 0,
      detected: { encoding: 'utf-8', encodingGuessed: false, delimiter: ';', header: true, decimal: ',' },
    });
    expect(shown.firstRows[1]).toEqual(['101', '1,5', 'EU', 'krank']);
    expect(columnOf(shown, 'Nr')).toMatchObject({ role: 'id', note: '"Nr" counts the rows' });
    expect(columnOf(shown, 'Region')).toMatchObject({ role: 'constant', distinct: 1 });
  });

  test('points at a column that may be meant as numbers', () => {
    expect(preview(unclean).hints).toEqual([{ column: 'Alter', texts: ['n.a.'], message: '"Alter" is read as categories although 20 of its cells are numbers, for 10 of its cells are text: "n.a.".' }]);
    expect(preview(unclean, { categorical: ['Alter'] }).hints).toEqual([]);
  });

  test('follows what a person corrects', () => {
    const shown = preview(unclean, { missingMarkers: ['n.a.'], use: ['Nr'], leaveOut: ['Region'], setAside: ['Alter'] });
    expect(columnOf(shown, 'Alter')).toMatchObject({ type: 'numeric', missing: 10, role: 'id', note: '"Alter" was set aside by hand' });
    expect(columnOf(shown, 'Nr')).toMatchObject({ role: 'feature' });
    expect(columnOf(shown, 'Region')).toMatchObject({ leftOut: true });
  });

  test('shows what is there and what is wrong with the rest', () => {
    const shown = preview(lines('a,b', '1,x', '2,y,z', '3,y'));
    expect(shown).toMatchObject({ rows: 2, problemCount: 1, problems: [{ line: 3, message: expect.stringMatching(/there are 3 cells, but the header has 2 columns/) }] });
    expect(shown.firstRows).toEqual([['1', 'x'], ['2', 'y', 'z'], ['3', 'y']]);
  });

  test('hands out the cells that a numeric column cannot hold, so that they can be counted as missing', () => {
    const text = lines('size,y', ...Array.from({ length: 40 }, (_, row) => `${row === 7 ? 'n.a.' : row},${row % 2}`));
    const shown = preview(text);
    expect(shown.problems).toMatchObject([{ column: 'size', line: 9, texts: ['n.a.'] }]);
    expect(preview(text, { missingMarkers: shown.problems[0]!.texts }).problems).toEqual([]);
  });

  test('of the beginning of a file leaves the line that was cut off, and a target that does not vary yet', () => {
    const shown = preview('a,class\n1,x\n2,x\n3', {}, false);
    expect(shown).toMatchObject({ rows: 2, whole: false, target: 'class', problems: [] });
  });

  test('throws nothing, whatever the bytes', () => {
    for (const bytes of [new Uint8Array(0), encode('\n\n'), encode('PK\u0003\u0004'), encode('a\0b'), Uint8Array.of(0xff, 0xfe, 0, 0), encode('a,a\n1,2\n'), encode('"'), encode('x'.repeat(5000)), encode(`${'n'.repeat(2000)},b\n1,2\n`)]) {
      expect(preview(bytes).problems.length).toBeGreaterThan(0);
    }
    expect(preview('a,b\n1,2\n', { encoding: 'klingon' })).toMatchObject({ detected: null, problems: [{ field: 'encoding' }] });
  });

  test('cuts long cells, and shows fewer rows of a wide table', () => {
    expect(preview(lines('a,b', `${'x'.repeat(5000)},1`, 'y,2')).firstRows[0]![0]).toHaveLength(201);
    const wide = Array.from({ length: 10_000 }, (_, at) => `c${at}`).join(',');
    const shown = preview(lines(wide, ...Array.from({ length: 40 }, (_, row) => wide.replaceAll(/c\d+/g, String(row)))));
    expect(shown.columns).toHaveLength(10_000);
    expect(shown.firstRows).toHaveLength(6);
  });

  test('takes hostile names for names', () => {
    const names = ['__proto__', 'constructor', '<img src=x>', '=1+1'];
    expect(preview(lines(names.join(','), '1,2,3,a', '4,5,6,b')).columns.map(({ name }) => name)).toEqual(names);
    expect(previewTable('evil\u202egnp\n.csv', encode('a,b\n1,x\n2,y\n'), true).name).toBe('evil gnp');
  });
});

describe('what a person says about columns', () => {
  const text = lines('id,code,size,kind', ...Array.from({ length: 30 }, (_, row) => `${row},${row % 4},${row % 7 ? row : 'none'},${row % 2 ? 'x' : 'y'}`));

  test('decides their type', () => {
    const { table } = importCsv(text, { categorical: ['code'], numeric: ['size'], missingMarkers: ['none'] });
    expect(textColumn(table, 'code')[1]).toBe('1');
    expect(numericColumn(table, 'size').slice(0, 2)).toEqual([NaN, 1]);
  });

  test('decides their role, and is remembered as said by hand', () => {
    const { profile } = importCsv(text, { use: ['id'], setAside: ['code'], numeric: ['size'], missingMarkers: ['none'] });
    expect(profile).toMatchObject([{ name: 'id', role: 'feature', chosen: true }, { name: 'code', role: 'id', chosen: true }, { name: 'size' }, { name: 'kind', role: 'target' }]);
    expect(profile[2]).not.toHaveProperty('chosen');
  });

  test('leaves them out', () => {
    const { table, notes } = importCsv(text, { leaveOut: ['id', 'size'] });
    expect(table.columns.map(({ name }) => name)).toEqual(['code', 'kind']);
    expect(notes).toContain('Left out: "id", "size".');
  });

  test('is refused where there is no such column, or it contradicts itself', () => {
    expect(() => importCsv(text, { setAside: ['nothing'] })).toThrow(/no column "nothing" to set aside/);
    expect(() => importCsv(text, { numeric: ['code'], categorical: ['code'] })).toThrow(/cannot be read as categories and as numbers at once/);
  });
});

describe('markers of missing cells', () => {
  test('stand in place of the usual ones', () => {
    const { table } = importCsv(lines('a,b', 'NA,1', 'x,2', '-,3', ',4'), { missingMarkers: ['-'], target: 'b' });
    expect(textColumn(table, 'a')).toEqual(['NA', 'x', null, null]);
  });

  test('that are numbers are meant by their value, in short columns and in long ones', () => {
    for (const rows of [10, 3000]) {
      const { table } = importCsv(lines('a,b', ...Array.from({ length: rows }, (_, row) => `${row === 4 ? '-999' : row === 5 ? '-999.0' : row + 0.5},${row % 2}`)), { missingMarkers: ['-999'], target: 'b' });
      expect(numericColumn(table, 'a').slice(3, 7)).toEqual([3.5, NaN, NaN, 6.5]);
    }
  });
});

describe('the decimal mark', () => {
  const tabs = lines('a\tb\tkind', '1,5\t2\tx', '2,25\t3\ty', '0,5\t4\tx');

  test('is found in cells pasted from a spreadsheet', () => {
    expect(numericColumn(importCsv(tabs).table, 'a')).toEqual([1.5, 2.25, 0.5]);
  });

  test('is not taken for one where commas separate thousands', () => {
    expect(numericColumn(importCsv(lines('a\tkind', '1,500\tx', '2,250\ty', '3,100\tx')).table, 'a')).toEqual([1500, 2250, 3100]);
  });

  test('can be said', () => {
    expect(importCsv(tabs, { decimal: '.' }).table.columns[0]!.type).toBe('categorical');
    expect(numericColumn(importCsv(lines('a|kind', '1,500|x', '2,250|y'), { decimal: ',' }).table, 'a')).toEqual([1.5, 2.25]);
  });
});
