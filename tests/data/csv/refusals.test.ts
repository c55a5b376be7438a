import { describe, expect, test } from 'vitest';
import type { ImportOptions } from '../../../src/data/config.ts';
import { createTableImporter } from '../../../src/data/csv/importer.ts';
import { DataError } from '../../../src/data/errors.ts';
import { importCsv, lines } from '../../support/tables.ts';

function refusal(content: string | Uint8Array, options?: ImportOptions): DataError {
  try {
    importCsv(content, options);
  } catch (error) {
    if (error instanceof DataError) return error;
    throw error;
  }
  throw new Error('The file was not refused');
}

describe('a file without a table', () => {
  test.each(['', '\n\n', '   \n', '\ufeff', ',,\n,,\n'])('%j is empty', (content) => {
    expect(refusal(content).message).toBe('table.csv is empty. A table needs a header and rows.');
  });

  test('a header alone has no rows', () => {
    expect(refusal(lines('a,b,c'))).toMatchObject({ message: expect.stringContaining('table.csv has a header but no rows below it'), field: 'header' });
  });

  test('a single column leaves nothing to learn from, and the delimiter is suspected', () => {
    expect(refusal(lines('y', '1', '2', '3'))).toMatchObject({ message: expect.stringMatching(/table\.csv has no column to learn from: it has a single column.*delimiter/), field: 'delimiter' });
  });

  test('columns that are all set aside are named with their reason', () => {
    const rows = Array.from({ length: 25 }, (_, row) => `${row + 1},same,${row % 2}`);
    expect(refusal(lines('nr,unit,y', ...rows)).message).toMatch(/no column to learn from: "nr" counts the rows; "unit" has the same value in every row\. Add a column/);
  });
});

describe('broken rows', () => {
  test('a row with too many cells names its line', () => {
    expect(refusal(lines('a,b', '1,2', '3,4,5'))).toMatchObject({ line: 3, message: expect.stringMatching(/^table\.csv, line 3: there are 3 cells, but the header has 2 columns\..*double quotes/) });
  });

  test('a row with too few cells names its line', () => {
    expect(refusal(lines('a,b,c', '1,2,3', '3,4'))).toMatchObject({ line: 3, message: expect.stringContaining('there are 2 cells, but the header has 3 columns. Add what is missing') });
  });

  test('lines are those of the file, also after line ends in quoted cells and blank lines', () => {
    expect(refusal('a,b\n"x\ny\nz",2\n\n"q",3\n4\n').line).toBe(7);
  });

  test('a row far down is named by its line', () => {
    const rows = Array.from({ length: 100_000 }, (_, row) => `${row},1`);
    rows[77_777] = '5';
    expect(refusal(lines('a,b', ...rows)).line).toBe(77_779);
  });

  test('an unclosed quote names the line and column where it opens', () => {
    expect(refusal('a,b,c\n1,2,3\n4,"x\ny,5\n6,7,8\n')).toMatchObject({
      line: 3, column: 'b', message: 'table.csv, line 3, column "b": the quote that opens this cell is never closed. Close it, or remove it.',
    });
  });

  test('an unclosed quote after a line end within quotes is counted right', () => {
    expect(refusal('a,b,c\n1,2,3\n"p\nq",5,"x\n6,7,8\n')).toMatchObject({ line: 4, column: 'c' });
  });

  test('an unclosed quote in the header names the place', () => {
    expect(refusal('a,"b\n1,2\n')).toMatchObject({ line: 1, column: '2' });
  });

  test('text after a closing quote names line and column', () => {
    expect(refusal(lines('a,b', '1,2', '"3"x,4', '5,6'))).toMatchObject({ line: 3, column: 'a', message: expect.stringContaining('text follows the closing quote') });
  });
});

describe('broken cells', () => {
  const clean = Array.from({ length: 40 }, (_, row) => `${(row % 10) / 2},${row % 2}`);

  test('text in a numeric column names every line, and the way out', () => {
    const rows = [...clean];
    rows[3] = 'n.a.,1';
    rows[20] = '12 mm,0';
    expect(refusal(lines('size,y', ...rows))).toMatchObject({
      line: 5, column: 'size',
      message: 'table.csv, line 5, column "size": the column is numeric (38 of 40 cells), but 2 of its cells are text: "n.a." on line 5, "12 mm" on line 22. ' +
        'Correct them, leave them empty or name them as markers of missing cells, or have the column read as categorical.',
    });
  });

  test('below 95 % of numbers a column is text', () => {
    const rows = [...clean];
    for (const at of [3, 13, 23]) rows[at] = 'x,1';
    expect(importCsv(lines('size,y', ...rows)).table.columns[0]).toMatchObject({ type: 'categorical' });
  });

  test('a long cell is shown in part, on one line', () => {
    const rows = [...clean];
    rows[0] = `"bad\n${'z'.repeat(5000)}",1`;
    expect(refusal(lines('size,y', ...rows)).message.length).toBeLessThan(400);
  });

  test.each(['inf', '-Infinity', '1e999', 'INF'])('the infinity %s is refused with its line', (cell) => {
    expect(refusal(lines('a,y', '1,0', `${cell},1`, '3,0'))).toMatchObject({ line: 3, column: 'a', message: expect.stringContaining(`"${cell}" is not a finite number`) });
  });

  test('decimal points and decimal commas in one column are refused', () => {
    expect(refusal(lines('a;b;y', '1,5;1;0', '1.5;2;1', '2,5;3;0'))).toMatchObject({ line: 2, column: 'a', message: expect.stringMatching(/"1,5" has a decimal comma, but "1\.5" on line 3 a decimal point/) });
  });
});

describe('targets', () => {
  test('a target with one class', () => {
    expect(refusal(lines('a,diagnosis', '1,B', '2,B'))).toMatchObject({ column: 'diagnosis', field: 'target', message: expect.stringContaining('the target "diagnosis" has only one class') });
  });

  test('a target without values', () => {
    expect(refusal(lines('a,y', '1,', '2,NA')).message).toContain('the target "y" has no values');
  });

  test('a target that is not there: the columns are listed', () => {
    expect(refusal(lines('a,b', '1,2', '2,3'), { target: 'c' })).toMatchObject({ field: 'target', message: 'There is no column "c". The columns are "a", "b".' });
  });

  test('a regression of text', () => {
    expect(refusal(lines('a,y', '1,x', '2,z'), { task: 'regression' })).toMatchObject({ field: 'task', message: expect.stringContaining('is text, so it cannot be predicted as a number') });
  });
});

describe('files that are no text', () => {
  const bytes = (...values: number[]) => Uint8Array.from([...values, ...new Array<number>(50).fill(7)]);

  test.each([
    ['gzip', bytes(0x1f, 0x8b, 8), /is a gzip file, not text: decompress it first\.$/],
    ['zip', bytes(0x50, 0x4b, 3, 4), /is a zip archive \(Excel.*decompress it first, or export the table as CSV first/],
    ['Parquet', bytes(0x50, 0x41, 0x52, 0x31), /is a Parquet file.*export the table as CSV/],
    ['bzip2', bytes(0x42, 0x5a, 0x68), /bzip2.*decompress/],
    ['UTF-32', bytes(0xff, 0xfe, 0, 0), /UTF-32.*save it as UTF-8/],
  ])('%s is recognised', (_, content, message) => {
    expect(refusal(content).message).toMatch(message);
  });

  test('a zero byte means binary, and names the line', () => {
    expect(refusal('a,b\n1,2\n3,\0\n')).toMatchObject({ line: 3, message: expect.stringMatching(/^table\.csv, line 3: a zero byte stands here, so this is a binary file/) });
  });
});

describe('files without measure', () => {
  const piece = new TextEncoder().encode('x'.repeat(1024 * 1024));

  function writeForever(start: string): { error: DataError; megabytes: number } {
    const importer = createTableImporter('huge.csv');
    importer.write(new TextEncoder().encode(start));
    for (let megabytes = 0; megabytes < 1024; megabytes++) {
      try {
        importer.write(piece);
      } catch (error) {
        return { error: error as DataError, megabytes };
      }
    }
    throw new Error('The file was not refused');
  }

  test('a gigabyte in one quoted cell is refused after a few megabytes, with its place', () => {
    const { error, megabytes } = writeForever('a,b\n1,2\n3,"');
    expect(megabytes).toBeLessThan(8);
    expect(error).toMatchObject({ line: 3, column: 'b', message: expect.stringContaining('the quote that opens this cell is never closed') });
  });

  test('a gigabyte in one plain cell is refused after a few megabytes, with its place', () => {
    const { error, megabytes } = writeForever('a,b\n1,2\n3,');
    expect(megabytes).toBeLessThan(8);
    expect(error).toMatchObject({ line: 3, column: 'b', message: expect.stringMatching(/^huge\.csv, line 3, column "b": this line is longer than 4 million characters/) });
  });

  test('more columns than can be inputs are refused', () => {
    expect(refusal(lines(Array.from({ length: 70_000 }, (_, at) => `c${at}`).join(','), '1')).message).toContain('70000 columns are more than the 65536');
  });
});

describe('options', () => {
  const csv = lines('a,b', '1,2', '3,4');

  test('an unknown encoding names the field', () => {
    expect(refusal(csv, { encoding: 'klingon' })).toMatchObject({ field: 'encoding', message: expect.stringContaining('"klingon" is no encoding') });
  });

  test('a wrong number of column names', () => {
    expect(refusal(csv, { columns: ['a', 'b', 'c'] })).toMatchObject({ field: 'columns', message: '3 column names were given, but table.csv has 2 columns.' });
  });

  test('a column name given twice', () => {
    expect(refusal(csv, { columns: ['a', 'a'] })).toMatchObject({ field: 'columns', column: 'a' });
  });

  test('a categorical column that is not there', () => {
    expect(refusal(csv, { categorical: ['z'] })).toMatchObject({ field: 'categorical', message: expect.stringContaining('no column "z"') });
  });
});
