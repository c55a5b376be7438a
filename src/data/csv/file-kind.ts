import { DataError } from '../errors.ts';

interface FileKind {
  name: string;
  magic: number[];
  wayOut: string;
}

const decompress = 'decompress it first';
const exportFirst = 'export the table as CSV first';
const ascii = (text: string) => Array.from(text, (letter) => letter.charCodeAt(0));

const kinds: FileKind[] = [
  { name: 'a gzip file', magic: [0x1f, 0x8b], wayOut: decompress },
  { name: 'a Zstandard file', magic: [0x28, 0xb5, 0x2f, 0xfd], wayOut: decompress },
  { name: 'an xz file', magic: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], wayOut: decompress },
  { name: 'a bzip2 file', magic: ascii('BZh'), wayOut: decompress },
  { name: 'a 7-Zip file', magic: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], wayOut: decompress },
  { name: 'a zip archive (Excel and OpenDocument files are such)', magic: [0x50, 0x4b, 0x03, 0x04], wayOut: `${decompress}, or ${exportFirst}` },
  { name: 'an old Excel file', magic: [0xd0, 0xcf, 0x11, 0xe0], wayOut: exportFirst },
  { name: 'a Parquet file', magic: ascii('PAR1'), wayOut: exportFirst },
  { name: 'an SQLite database', magic: ascii('SQLite format 3'), wayOut: exportFirst },
  { name: 'a PDF document', magic: ascii('%PDF-'), wayOut: exportFirst },
];

/** Refuses, by its first bytes, a file that is no text. `text` decides about zero bytes once the encoding is known. */
export function refuseKnownBinary(fileName: string, start: Uint8Array): void {
  const kind = kinds.find(({ magic }) => magic.every((byte, at) => start[at] === byte));
  if (kind) throw new DataError(`${fileName} is ${kind.name}, not text: ${kind.wayOut}.`);
}

export function binaryError(fileName: string, line: number): DataError {
  return new DataError(
    `${fileName}, line ${line}: a zero byte stands here, so this is a binary file and not a table as text: ${exportFirst}.`,
    { line },
  );
}
