import { builtIns } from '../../data/built-ins.ts';
import { profileTable } from '../../data/profile.ts';
import { AppError } from '../../contract/errors.ts';
import { setAsideNotes } from '../../data/roles.ts';
import type { Store } from '../store/types/store.ts';
import { tableSha256 } from './content-hash.ts';

/** Puts the tables that come with the app into a store that does not have them. */
export function ensureBuiltIns(store: Store, log: (detail: string) => void): void {
  const present = new Set(store.dataSets.list().filter(({ builtIn }) => builtIn).map(({ name }) => name));
  for (const { name, title, source, licence, target, task, load } of builtIns) {
    if (present.has(name)) continue;
    const table = load();
    const profile = profileTable(table, target);
    try {
      store.dataSets.create({
        name, table, target, task, profile, builtIn: true,
        contentSha256: tableSha256(table),
        notes: [title, ...setAsideNotes(profile)],
        source: `${source} (${licence})`,
        options: {},
      });
    } catch (error) {
      // A table of their own that a person has called the same comes first.
      if (!(error instanceof AppError && error.code === 'conflict')) throw error;
      log(`The built-in data set ${name} is left out: ${error.message}`);
    }
  }
}
