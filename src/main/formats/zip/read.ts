import { crc32, inflateRawSync } from 'node:zlib';
import { AppError } from '../../../contract/errors.ts';
import { centralBytes, centralSignature, deflated, endBytes, endSignature, localBytes, localSignature, stored, utf8Flag } from './zip.ts';

/** The entries of an archive by name, each unpacked when it is asked for. */
export interface ZipFile {
  names: string[];
  /** how long an entry says that it is, unpacked */
  size(name: string): number;
  /** Throws `unreadable` where its bytes are not those that were packed, `tooLarge` above the limit. */
  read(name: string, limit: number): Uint8Array;
}

interface Entry {
  method: number;
  crc: number;
  packed: number;
  raw: number;
  offset: number;
  /** of its content in the file */
  start: number;
}

const plainName = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,199}$/;

/**
 * Reads the directory of a zip file as `writeZip` makes it. Names are keys and never paths; entries lie one behind the
 * other from the first byte, so that two of them cannot share bytes and nothing lies between. What is wrong is
 * `unreadable`, and names the entry.
 */
export function readZip(file: Uint8Array): ZipFile {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const { count, start, end } = findDirectory(view);
  const entries = new Map<string, Entry>();
  let at = start;
  let expected = 0;
  for (let i = 0; i < count; i++) {
    const { name, entry, next } = readEntry(file, view, at, end);
    if (entries.has(name)) throw unreadable(`The capsule names its entry ${name} twice.`);
    if (entry.offset !== expected) throw unreadable(`The entry ${name} of the capsule overlaps another one, or leaves a gap.`);
    expected = checkLocal(file, view, name, entry, start);
    entries.set(name, entry);
    at = next;
  }
  if (at !== end) throw unreadable('The directory of the capsule is longer than its entries.');
  if (expected !== start) throw unreadable('There are bytes in the capsule that belong to no entry.');
  const find = (name: string): Entry => {
    const entry = entries.get(name);
    if (!entry) throw unreadable(`The capsule has no entry ${name}. It may not have been copied completely.`);
    return entry;
  };
  return {
    names: [...entries.keys()],
    size: (name) => find(name).raw,
    read: (name, limit) => unpack(file, name, find(name), limit),
  };
}

function findDirectory(view: DataView): { count: number; start: number; end: number } {
  const at = view.byteLength - endBytes;
  if (at < 0 || view.getUint32(at, true) !== endSignature) throw unreadable('The capsule ends too early: its directory is missing. It may not have been copied completely.');
  const [count, size, start] = [view.getUint16(at + 10, true), view.getUint32(at + 12, true), view.getUint32(at + 16, true)];
  if (start + size !== at || view.getUint16(at + 20, true) !== 0) throw unreadable('The directory of the capsule is not where it says that it is.');
  return { count, start, end: at };
}

function readEntry(file: Uint8Array, view: DataView, at: number, end: number): { name: string; entry: Entry; next: number } {
  if (at + centralBytes > end || view.getUint32(at, true) !== centralSignature) throw unreadable('The directory of the capsule is damaged.');
  const length = view.getUint16(at + 28, true);
  const next = at + centralBytes + length;
  if (next > end || view.getUint16(at + 30, true) !== 0 || view.getUint16(at + 32, true) !== 0) throw unreadable('The directory of the capsule is damaged.');
  const name = Buffer.from(file.buffer, file.byteOffset + at + centralBytes, length).toString('latin1');
  if (!plainName.test(name)) throw unreadable('The capsule has an entry whose name is not one of ours.');
  const [flags, method] = [view.getUint16(at + 8, true), view.getUint16(at + 10, true)];
  if ((flags & ~utf8Flag) !== 0) throw unreadable(`The entry ${name} of the capsule is encrypted, or packed in a way that capsules are not.`);
  if (method !== stored && method !== deflated) throw unreadable(`The entry ${name} of the capsule is packed with method ${method}; capsules use 0 and 8.`);
  return {
    name, next,
    entry: { method, crc: view.getUint32(at + 16, true), packed: view.getUint32(at + 20, true), raw: view.getUint32(at + 24, true), offset: view.getUint32(at + 42, true), start: 0 },
  };
}

/** Notes where the content begins; returns where it ends. The header beside the content must say the same as the directory. */
function checkLocal(file: Uint8Array, view: DataView, name: string, entry: Entry, limit: number): number {
  const at = entry.offset;
  const differs = () => unreadable(`The header of the capsule's entry ${name} does not match the directory.`);
  if (at + localBytes > limit || view.getUint32(at, true) !== localSignature) throw differs();
  const length = view.getUint16(at + 26, true);
  entry.start = at + localBytes + length;
  const same = view.getUint16(at + 8, true) === entry.method && view.getUint32(at + 14, true) === entry.crc
    && view.getUint32(at + 18, true) === entry.packed && view.getUint32(at + 22, true) === entry.raw && view.getUint16(at + 28, true) === 0
    && Buffer.from(file.buffer, file.byteOffset + at + localBytes, length).toString('latin1') === name;
  if (!same || entry.start + entry.packed > limit) throw differs();
  return entry.start + entry.packed;
}

function unpack(file: Uint8Array, name: string, { method, crc, packed, raw, start }: Entry, limit: number): Uint8Array {
  if (raw > limit) throw new AppError('tooLarge', `The entry ${name} of the capsule says that it is ${raw} bytes long; ${limit} are allowed.`);
  const content = file.subarray(start, start + packed);
  const bytes = method === stored ? Uint8Array.from(content) : inflate(content, name, raw);
  if (bytes.length !== raw || crc32(bytes) !== crc) throw unreadable(`The entry ${name} of the capsule is damaged: its bytes do not match their checksum.`);
  return bytes;
}

/** Never more than the entry says, which was held against the limit before. */
function inflate(content: Uint8Array, name: string, raw: number): Uint8Array {
  try {
    return new Uint8Array(inflateRawSync(content, { maxOutputLength: Math.max(1, raw) }));
  } catch {
    throw unreadable(`The entry ${name} of the capsule cannot be unpacked: it is damaged, or longer than it says.`);
  }
}

const unreadable = (message: string) => new AppError('unreadable', message);
