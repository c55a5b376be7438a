import { crc32, deflateRawSync } from 'node:zlib';
import { AppError } from '../../../contract/errors.ts';
import { centralBytes, centralSignature, deflated, endBytes, endSignature, localBytes, localSignature, mostBytes, mostEntries, stored, utf8Flag } from './zip.ts';

export interface ZipEntry {
  /** letters, digits, `-`, `.`, `/` */
  name: string;
  bytes: Uint8Array;
  /** false for what does not get smaller, such as trained weights */
  deflate?: boolean;
}

interface Written {
  name: Buffer;
  method: number;
  crc: number;
  packed: number;
  raw: number;
  offset: number;
}

/** A zip file piece by piece: at most one entry is in memory. The same entries give the same bytes. */
export function* writeZip(entries: Iterable<ZipEntry>): Generator<Uint8Array> {
  const written: Written[] = [];
  let offset = 0;
  for (const { name, bytes, deflate = true } of entries) {
    const packed = deflate ? deflateRawSync(bytes, { level: 6 }) : bytes;
    const smaller = packed.length < bytes.length;
    const content = smaller ? packed : bytes;
    const entry: Written = { name: Buffer.from(name), method: smaller ? deflated : stored, crc: crc32(bytes), packed: content.length, raw: bytes.length, offset };
    if (written.length === mostEntries || offset + localBytes + content.length > mostBytes)
      throw new AppError('tooLarge', 'What was chosen is more than one capsule holds (4 GB). Export fewer runs at a time.');
    const header = Buffer.alloc(localBytes);
    header.writeUInt32LE(localSignature, 0);
    writeCommon(header, 4, entry);
    yield header;
    yield entry.name;
    yield content;
    offset += localBytes + entry.name.length + content.length;
    written.push(entry);
  }
  yield* writeDirectory(written, offset);
}

function* writeDirectory(written: Written[], start: number): Generator<Uint8Array> {
  let size = 0;
  for (const entry of written) {
    const header = Buffer.alloc(centralBytes);
    header.writeUInt32LE(centralSignature, 0);
    header.writeUInt16LE(20, 4);
    writeCommon(header, 6, entry);
    header.writeUInt32LE(entry.offset, 42);
    yield header;
    yield entry.name;
    size += centralBytes + entry.name.length;
  }
  const end = Buffer.alloc(endBytes);
  end.writeUInt32LE(endSignature, 0);
  end.writeUInt16LE(written.length, 8);
  end.writeUInt16LE(written.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(start, 16);
  yield end;
}

/** What a local header and the directory both say, from "version needed" on. The date is 1980-01-01, the first there is. */
function writeCommon(header: Buffer, at: number, { name, method, crc, packed, raw }: Written): void {
  header.writeUInt16LE(20, at);
  header.writeUInt16LE(utf8Flag, at + 2);
  header.writeUInt16LE(method, at + 4);
  header.writeUInt16LE(0, at + 6);
  header.writeUInt16LE(0x21, at + 8);
  header.writeUInt32LE(crc, at + 10);
  header.writeUInt32LE(packed, at + 14);
  header.writeUInt32LE(raw, at + 18);
  header.writeUInt16LE(name.length, at + 22);
}
