import type { Column } from '../../data/table.ts';

/** What the bytes of a column need to be read, as JSON. */
export type ColumnHeader = { name: string; type: 'numeric' } | { name: string; type: 'categorical'; categories: string[] };

export function columnHeader(column: Column): ColumnHeader {
  return column.type === 'numeric'
    ? { name: column.name, type: 'numeric' }
    : { name: column.name, type: 'categorical', categories: column.categories };
}

/** Little-endian: float64 for numbers, int32 for codes. */
export function encodeColumn(column: Column): Uint8Array {
  const cells = column.type === 'numeric' ? column.values : column.codes;
  const view = new DataView(new ArrayBuffer(cells.byteLength));
  cells.forEach((cell: number, at: number) => (column.type === 'numeric' ? view.setFloat64(at * 8, cell, true) : view.setInt32(at * 4, cell, true)));
  return new Uint8Array(view.buffer);
}

export function decodeColumn(header: ColumnHeader, bytes: Uint8Array): Column {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return header.type === 'numeric'
    ? { name: header.name, type: 'numeric', values: Float64Array.from({ length: bytes.byteLength / 8 }, (_, at) => view.getFloat64(at * 8, true)) }
    : { name: header.name, type: 'categorical', codes: Int32Array.from({ length: bytes.byteLength / 4 }, (_, at) => view.getInt32(at * 4, true)), categories: header.categories };
}
