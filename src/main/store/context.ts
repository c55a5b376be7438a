import type { Database } from './database.ts';
import type { ProcessIdentity } from './process-identity.ts';

/** What every repository works with. */
export interface StoreContext {
  db: Database;
  /** milliseconds since 1970 */
  now: () => number;
  /** this opening of the file, among all processes that have it open */
  owner: { id: string; process: ProcessIdentity };
}
