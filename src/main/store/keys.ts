import { AppError } from '../../contract/errors.ts';
import type { Database } from './database.ts';

/** The number by which this file knows a run; in the trash as well. */
export function runKey(db: Database, id: string): number {
  const row = db.get<{ key: number }>('SELECT key FROM runs WHERE id = ?', id);
  if (!row) throw new AppError('notFound', `There is no run with the id ${quoted(id)}. The list of runs shows those there are.`);
  return row.key;
}

/** A name or id as a message shows it: in quotes, shortened, without characters that would move a cursor. */
export function quoted(text: string): string {
  const plain = text.replace(/\p{Cc}|\p{Cf}/gu, '�');
  return `"${plain.length > 80 ? `${plain.slice(0, 79)}…` : plain}"`;
}
