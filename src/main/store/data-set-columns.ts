import { AppError } from '../../contract/errors.ts';
import { columnHeader, decodeColumn, encodeColumn, type ColumnHeader } from '../../data/encode.ts';
import { DataError } from '../../data/errors.ts';
import type { Column, Table } from '../../data/table.ts';
import { pack, sha256, unpack, type PackedBlob } from './blob-codec.ts';
import type { Database } from './database.ts';
import { quoted } from './keys.ts';

/** A column as it lies in the file: can be made and read on any thread. */
export interface PackedColumn extends PackedBlob {
  /** JSON: name, type, and what the bytes need to be read */
  header: string;
  /** of the bytes before they were packed */
  sha256: Uint8Array;
}

export function packColumn(column: Column): PackedColumn {
  const raw = encodeColumn(column);
  return { ...pack(raw), header: JSON.stringify(columnHeader(column)), sha256: sha256(raw) };
}

/** Throws `damaged` where the bytes are not those that were packed. */
export function unpackColumn(packed: PackedColumn, rows: number, dataSet?: string): Column {
  const header = JSON.parse(packed.header) as ColumnHeader;
  const raw = unpack(packed, packed.sha256);
  const place = dataSet === undefined ? '' : ` of the data set ${quoted(dataSet)}`;
  if (!raw) throw new AppError('damaged', `The column ${quoted(header.name)}${place} is damaged in the database: its bytes do not match their hash. Delete the data set and import its table again.`);
  try {
    return decodeColumn(header, rows, raw);
  } catch (error) {
    throw error instanceof DataError ? new AppError('damaged', error.message) : error;
  }
}

/** A table in the file: one blob a column, so that one column can be read without the others. */
export function storeTable(db: Database, dataSet: number, table: Table): void {
  table.columns.forEach((column, position) => storeColumn(db, dataSet, position, packColumn(column)));
}

export function storeColumn(db: Database, dataSet: number, position: number, { header, sha256: hash, rawBytes, codec, bytes }: PackedColumn): void {
  db.run('INSERT INTO data_set_columns (data_set, position, header, sha256, raw_bytes, codec, content) VALUES (?, ?, ?, ?, ?, ?, ?)',
    dataSet, position, header, hash, rawBytes, codec, bytes);
}

/** Throws `damaged` where a column is not what was stored. */
export function readTable(db: Database, dataSet: number): Table {
  const { name, rows } = db.get<{ name: string; rows: number }>('SELECT name, row_count AS rows FROM data_sets WHERE key = ?', dataSet)!;
  const stored = db.all<PackedColumn>(`${selectColumns} ORDER BY position`, dataSet);
  return { rows, columns: stored.map((column) => unpackColumn(column, rows, name)) };
}

/** One column, by its name or by its place in the table. */
export function readPackedColumn(db: Database, dataSet: number, which: string | number): PackedColumn | undefined {
  return typeof which === 'number'
    ? db.get<PackedColumn>(`${selectColumns} AND position = ?`, dataSet, which)
    : db.get<PackedColumn>(`${selectColumns} AND header ->> '$.name' = ?`, dataSet, which);
}

const selectColumns = `SELECT header, sha256, raw_bytes AS rawBytes, codec, content AS bytes FROM data_set_columns WHERE data_set = ?`;
