import { AppError } from '../../contract/errors.ts';
import { columnHeader, decodeColumn, encodeColumn, type ColumnHeader } from '../../data/encode.ts';
import { DataError } from '../../data/errors.ts';
import type { Column, Table } from '../../data/table.ts';
import { pack, sha256, unpack, type PackedBlob } from './blob-codec.ts';
import type { Database } from './database.ts';
import { quoted } from './keys.ts';

/** A table in the file: one blob a column, so that one column can be read without the others. */
export function storeTable(db: Database, dataSet: number, table: Table): void {
  table.columns.forEach((column, position) => {
    const raw = encodeColumn(column);
    const { codec, bytes, rawBytes } = pack(raw);
    db.run('INSERT INTO data_set_columns (data_set, position, header, sha256, raw_bytes, codec, content) VALUES (?, ?, ?, ?, ?, ?, ?)',
      dataSet, position, JSON.stringify(columnHeader(column)), sha256(raw), rawBytes, codec, bytes);
  });
}

/** Throws `damaged` where a column is not what was stored. */
export function readTable(db: Database, dataSet: number): Table {
  const { name, rows } = db.get<{ name: string; rows: number }>('SELECT name, row_count AS rows FROM data_sets WHERE key = ?', dataSet)!;
  const stored = db.all<StoredColumn>(`SELECT header, sha256, raw_bytes AS rawBytes, codec, content AS bytes
    FROM data_set_columns WHERE data_set = ? ORDER BY position`, dataSet);
  return { rows, columns: stored.map((column) => readColumn(name, rows, column)) };
}

interface StoredColumn extends PackedBlob {
  header: string;
  sha256: Uint8Array;
}

function readColumn(dataSet: string, rows: number, stored: StoredColumn): Column {
  const header = JSON.parse(stored.header) as ColumnHeader;
  const raw = unpack(stored, stored.sha256);
  if (!raw)
    throw new AppError('damaged', `The column ${quoted(header.name)} of the data set ${quoted(dataSet)} is damaged in the database: its bytes do not match their hash. Delete the data set and import its table again.`);
  try {
    return decodeColumn(header, rows, raw);
  } catch (error) {
    throw error instanceof DataError ? new AppError('damaged', error.message) : error;
  }
}
