import { AppError } from '../../contract/errors.ts';
import type { Database } from './database.ts';
import { quoted } from './keys.ts';

/**
 * The id that a person means: a whole id, the beginning of one, or a name. What is in the trash is found only where
 * nothing else is. Throws `notFound`, or `conflict` naming some of the runs that it could be.
 */
export function resolveRun(db: Database, text: string): string {
  if (db.get('SELECT 1 FROM runs WHERE id = ?', text)) return text;
  for (const trashed of [0, 1]) {
    for (const find of [startingWith, named]) {
      const candidates = find(db, text, trashed);
      if (candidates.length === 1) return candidates[0]!.id;
      if (candidates.length > 1) throw ambiguous(text, candidates);
    }
  }
  throw new AppError('notFound', `There is no run ${quoted(text)}. The list of runs shows ids and names.`);
}

interface Candidate {
  id: string;
  name: string;
}

/** Ids are lower-case hexadecimal digits and hyphens, so `g` comes after whatever continues the prefix. */
function startingWith(db: Database, prefix: string, trashed: number): Candidate[] {
  if (!/^[0-9a-f-]{1,36}$/i.test(prefix)) return [];
  const from = prefix.toLowerCase();
  return db.all('SELECT id, name FROM runs WHERE id >= ? AND id < ? AND (trashed_at IS NOT NULL) = ? ORDER BY id LIMIT 4', from, `${from}g`, trashed);
}

function named(db: Database, name: string, trashed: number): Candidate[] {
  return db.all('SELECT id, name FROM runs WHERE name = ? COLLATE NOCASE AND name = ? AND (trashed_at IS NOT NULL) = ? ORDER BY key DESC LIMIT 4', name, name, trashed);
}

function ambiguous(text: string, candidates: Candidate[]): AppError {
  const some = candidates.slice(0, 3).map(({ id, name }) => `${id} (${quoted(name)})`).join(', ');
  return new AppError('conflict', `${quoted(text)} could be several runs: ${some}${candidates.length > 3 ? ', …' : ''}. Write more of the id.`);
}
