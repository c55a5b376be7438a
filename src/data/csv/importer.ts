import type { ImportOptions } from '../config.ts';
import { DataError } from '../errors.ts';
import { profileTable } from '../profile.ts';
import { setAsideNotes } from '../roles.ts';
import type { ColumnProfile, Table, Task } from '../table.ts';
import { chooseTarget } from '../target.ts';
import { createBlocks } from './blocks.ts';
import { createDecoder } from './decoder.ts';
import { detectDialect, guessDecimalComma, type Dialect } from './dialect.ts';
import { createRecordReader, type RecordReader } from './records.ts';
import { TableReader } from './table-reader.ts';

/** Reads one file that arrives in pieces. Any method may throw a DataError; nothing is kept then. */
export interface TableImporter {
  /** The bytes are used before the call returns, and may be of any number. */
  write(bytes: Uint8Array): void;
  finish(): ImportedTable;
  readonly progress: { bytes: number; rows: number };
}

export interface ImportedTable {
  name: string;
  table: Table;
  target: string;
  task: Task;
  profile: ColumnProfile[];
  /** what the import noticed, as sentences */
  notes: string[];
  detected: { encoding: string; delimiter: string; header: boolean };
}

/** Everything from decoding on works on blocks of this size, whatever the pieces that the file comes in. */
const blockBytes = 256 * 1024;

/** `fileName` is what messages call the file. */
export function createTableImporter(fileName: string, options: ImportOptions = {}): TableImporter {
  const decoder = createDecoder(fileName, options.encoding ?? null);
  let bytes = 0;
  let dialect: Dialect | null = null;
  let records: RecordReader | null = null;
  let reader: TableReader | null = null;

  const blocks = createBlocks(blockBytes, (block, last) => {
    const text = decoder.decode(block, last);
    records ??= begin(text, last);
    records.push(text, last);
  });

  function begin(start: string, whole: boolean): RecordReader {
    if (start.trim() === '' && whole) throw new DataError(`${fileName} is empty. A table needs a header and rows.`);
    dialect = detectDialect(start, whole, options.delimiter);
    const decimalComma = options.decimal ? options.decimal === ',' : guessDecimalComma(start, whole, dialect);
    const table = new TableReader({ ...options, fileName, decimalComma });
    reader = table;
    return createRecordReader(dialect, {
      record: (cells, line) => table.record(cells, line),
      refuse: (line, cell, what) => table.refuse(line, cell, what),
    });
  }

  return {
    get progress() { return { bytes, rows: reader?.rows ?? 0 }; },
    write(piece) {
      bytes += piece.length;
      blocks.write(piece);
    },
    finish() {
      blocks.finish();
      const read = reader!.finish();
      const table: Table = { rows: read.rows, columns: read.columns };
      const { target, task } = chooseTarget(table, { fileName, target: options.target ?? read.target, task: options.task ?? null, choices: options });
      const profile = profileTable(table, target, options);
      refuseWithoutFeatures(fileName, profile);
      return {
        name: options.name ?? nameOf(fileName),
        table, target, task, profile,
        notes: [
          ...(decoder.guessed ? [`The file is not UTF-8; it was read as ${decoder.encoding}. If letters look wrong, name its encoding.`] : []),
          ...read.notes,
          ...setAsideNotes(profile),
        ],
        detected: { encoding: decoder.encoding, delimiter: dialect!.delimiter, header: read.header },
      };
    },
  };
}

export function refuseWithoutFeatures(fileName: string, profile: ColumnProfile[]): void {
  if (profile.some(({ role }) => role === 'feature')) return;
  const others = profile.filter(({ role }) => role !== 'target');
  const found = others.length === 0
    ? 'it has a single column. If its cells are separated by something unusual, name the delimiter'
    : `${others.map(({ note }) => note).join('; ')}. Add a column that varies and may say something about the target`;
  throw new DataError(`${fileName} has no column to learn from: ${found}.`, { field: others.length === 0 ? 'delimiter' : undefined });
}

/** The file's name without folder and ending. */
export function nameOf(fileName: string): string {
  const base = fileName.slice(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
  return base.replace(/\.[^.]+$/, '').replace(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]+/gu, ' ').trim().slice(0, 200) || 'table';
}
