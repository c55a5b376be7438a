import { createHash } from 'node:crypto';
import { canonicalBytes } from '../../data/encode.ts';
import type { Table } from '../../data/table.ts';

/** SHA-256 of a table's canonical bytes, as hex: what a data set is stored by. */
export function tableSha256(table: Table): string {
  const hash = createHash('sha256');
  for (const piece of canonicalBytes(table)) hash.update(piece);
  return hash.digest('hex');
}
