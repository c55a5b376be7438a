import { AppError } from '../../../contract/errors.ts';
import { maskedChecksum } from './checksum.ts';

/*
 * TFRecord framing: length as uint64, its masked checksum, the data, the data's masked checksum; all little-endian.
 */

const HEADER = 12;
const FOOTER = 4;
/** No event that holds scalars or a histogram comes near this. */
const LONGEST_RECORD = 64 * 1024 * 1024;

export function frameRecord(data: Uint8Array): Uint8Array {
  const record = new Uint8Array(HEADER + data.length + FOOTER);
  const view = new DataView(record.buffer);
  view.setBigUint64(0, BigInt(data.length), true);
  view.setUint32(8, maskedChecksum(record.subarray(0, 8)), true);
  record.set(data, HEADER);
  view.setUint32(HEADER + data.length, maskedChecksum(data), true);
  return record;
}

/** The records of a file in order. Throws `unreadable` at the first that is short or whose checksum is wrong. */
export function* unframeRecords(file: Uint8Array, fileName: string): Generator<Uint8Array> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  for (let at = 0, number = 1; at < file.length; number++) {
    const bad = (what: string) => new AppError('unreadable', `${fileName}: record ${number} at byte ${at} ${what}. The file is damaged or not a TensorBoard event file.`);
    if (file.length - at < HEADER + FOOTER) throw bad('is cut short');
    if (view.getUint32(at + 8, true) !== maskedChecksum(file.subarray(at, at + 8))) throw bad('has a length with a wrong checksum');
    const length = view.getBigUint64(at, true);
    if (length > BigInt(LONGEST_RECORD)) throw bad(`says that it is ${length} bytes long, more than ${LONGEST_RECORD}`);
    const end = at + HEADER + Number(length);
    if (end + FOOTER > file.length) throw bad('is cut short');
    const data = file.subarray(at + HEADER, end);
    if (view.getUint32(end, true) !== maskedChecksum(data)) throw bad('has data with a wrong checksum');
    yield data;
    at = end + FOOTER;
  }
}
