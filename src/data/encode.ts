import { DataError, quote } from './errors.ts';
import type { Column, Table } from './table.ts';
import { encodeUtf8 } from './web-encoding.ts';

/** What stands beside a column's bytes: all that is needed to read them, apart from the number of rows. */
export type ColumnHeader = { name: string; type: 'numeric' } | { name: string; type: 'categorical'; categories: string[] };

export function columnHeader(column: Column): ColumnHeader {
  return column.type === 'numeric'
    ? { name: column.name, type: 'numeric' }
    : { name: column.name, type: 'categorical', categories: column.categories };
}

/**
 * A table as bytes, piece by piece; their SHA-256 is the content hash of a data set. First the length of the header
 * (uint32), then the header (JSON as UTF-8), then each column's cells. Equal tables have equal bytes everywhere.
 */
export function* canonicalBytes(table: Table): Generator<Uint8Array> {
  const header = canonicalHeader(table);
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, header.length, littleEndian);
  yield length;
  yield header;
  for (const column of table.columns) yield encodeColumn(column);
}

export function canonicalHeader({ rows, columns }: Table): Uint8Array {
  return encodeUtf8(JSON.stringify({ format: 'trainyard-table', version: 1, rows, columns: columns.map(columnHeader) }));
}

/** Little-endian: a float64 a row, missing cells as 0x7ff8000000000000; or an int32 a row, missing cells as -1. */
export function encodeColumn(column: Column): Uint8Array {
  return column.type === 'numeric' ? encodeNumbers(column.values) : encodeCodes(column.codes);
}

/** Reads what `encodeColumn` wrote, from a source that is not trusted. Throws DataError. */
export function decodeColumn(header: ColumnHeader, rows: number, bytes: Uint8Array): Column {
  const width = header.type === 'numeric' ? 8 : 4;
  if (bytes.length !== rows * width) throw damaged(header, `${bytes.length} bytes are not ${width} for each of ${rows} rows`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (header.type === 'numeric') return { name: header.name, type: 'numeric', values: decodeNumbers(header, view, rows) };
  return { name: header.name, type: 'categorical', codes: decodeCodes(header, view, rows), categories: header.categories };
}

const littleEndian = true;

function encodeNumbers(values: Float64Array): Uint8Array {
  const bytes = new Uint8Array(8 * values.length);
  const view = new DataView(bytes.buffer);
  values.forEach((value, row) => {
    if (Number.isNaN(value)) view.setUint32(8 * row + 4, 0x7ff80000, littleEndian);
    else view.setFloat64(8 * row, value, littleEndian);
  });
  return bytes;
}

function encodeCodes(codes: Int32Array): Uint8Array {
  const bytes = new Uint8Array(4 * codes.length);
  const view = new DataView(bytes.buffer);
  codes.forEach((code, row) => view.setInt32(4 * row, code, littleEndian));
  return bytes;
}

function decodeNumbers(header: ColumnHeader, view: DataView, rows: number): Float64Array {
  const values = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const value = view.getFloat64(8 * row, littleEndian);
    if (value === Infinity || value === -Infinity) throw damaged(header, `row ${row + 1} holds an infinity`);
    values[row] = value;
  }
  return values;
}

function decodeCodes(header: Extract<ColumnHeader, { type: 'categorical' }>, view: DataView, rows: number): Int32Array {
  const { categories } = header;
  if (categories.some((category, at) => at > 0 && category <= categories[at - 1]!)) throw damaged(header, 'its categories are not in order');
  const codes = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    const code = view.getInt32(4 * row, littleEndian);
    if (code < -1 || code >= categories.length) throw damaged(header, `row ${row + 1} names category ${code} of ${categories.length}`);
    codes[row] = code;
  }
  return codes;
}

function damaged({ name }: ColumnHeader, what: string): DataError {
  return new DataError(`The stored column ${quote(name)} is damaged: ${what}. Import the table again.`, { column: name });
}
