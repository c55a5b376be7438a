import { createHash } from 'node:crypto';
import { AppError } from '../../contract/errors.ts';
import type { CapsuleDataSet } from '../formats/capsule/write.ts';
import type { Incoming } from '../formats/incoming/incoming.ts';
import { readIncoming } from '../formats/incoming/read-file.ts';
import { tableSha256 } from './content-hash.ts';

/** A file with runs, a model or a history, understood and checked: what is left is to store it. */
export interface ReadRunFile {
  incoming: Incoming;
  /** of the run that it becomes, where it brings none of its own: the same file is the same run */
  id: string;
}

/** Throws what `readIncoming` throws, and `unreadable` for a table that is not the one of its hash. */
export function readRunFile(file: Uint8Array, fileName: string): ReadRunFile {
  const incoming = readIncoming(file, fileName);
  if (incoming.kind === 'capsule') incoming.capsule.dataSets.forEach(checkContent);
  return { incoming, id: idOf(file) };
}

/** A UUID of version 8 from the SHA-256. */
function idOf(file: Uint8Array): string {
  const hex = createHash('sha256').update(file).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function checkContent({ name, table, contentSha256 }: CapsuleDataSet): void {
  if (table.columns.length > 0 && tableSha256(table) !== contentSha256)
    throw new AppError('unreadable', `The table ${JSON.stringify(name.slice(0, 60))} of the capsule does not match its content hash.`);
}
