import type { Filter } from '../../contract/filter/ast.ts';
import type { Database } from './database.ts';
import { equalities, selectKeys, type SingleFilter } from './filter-sql.ts';
import { RunSet } from './run-set.ts';

/**
 * The runs in the trash, or outside of it, that fulfil a filter. Each single condition is one stretch of an index; what
 * `and`, `or` and `not` make of them is done here, on bits. SQLite would build a tree for each condition and probe it run by
 * run, which takes ten times as long where conditions are wide. `now` is in milliseconds since 1970.
 */
export function matchingRuns(db: Database, filter: Filter, now: number, trash: boolean): RunSet {
  const here = `runs.trashed_at IS ${trash ? 'NOT ' : ''}NULL`;
  const everyRun = () => new RunSet(db.column<number>(`SELECT runs.key FROM runs WHERE ${here}`));

  const found = runsOf(filter);
  // The index of a metric, of a config value or of a tag knows nothing of the trash.
  return trash ? found.intersect(everyRun()) : found.subtract(new RunSet(db.column<number>('SELECT runs.key FROM runs WHERE runs.trashed_at IS NOT NULL')));

  function runsOf(part: Filter): RunSet {
    switch (part.kind) {
      case 'and':
        return inAll(part.parts);
      case 'or':
        return inAny(part.parts);
      case 'oneOf':
        return inAny(equalities(part));
      case 'not':
        return everyRun().subtract(runsOf(part.part));
      default:
        return single(part);
    }
  }

  function single(part: SingleFilter): RunSet {
    const { sql, parameters, negate } = selectKeys(part, now, here);
    const keys = new RunSet(db.column<number>(sql, ...parameters));
    return negate ? everyRun().subtract(keys) : keys;
  }

  function inAny(parts: Filter[]): RunSet {
    return parts.reduce((all, part) => all.unite(runsOf(part)), new RunSet());
  }

  /** What is negated is taken out of the others, so that the set of all runs is seldom read. */
  function inAll(parts: Filter[]): RunSet {
    const [first, ...others] = parts.filter(({ kind }) => kind !== 'not');
    const all = first ? runsOf(first) : everyRun();
    for (const other of others) all.intersect(runsOf(other));
    for (const part of parts) if (part.kind === 'not') all.subtract(runsOf(part.part));
    return all;
  }
}
