import type { RunRow } from '../../contract/runs.ts';

/**
 * Tells whether changed runs may change which columns there are, or which of them vary: those that bring a config or a
 * metric that was not there before, and those that were moved, tagged or noted otherwise than when last heard of. What
 * moves epoch by epoch while a run trains is no reason to look through all runs.
 */
export function columnNews(): (rows: readonly RunRow[]) => boolean {
  const seen = new Set<string>();
  const edits = new Map<string, string>();
  return (rows) => {
    if (seen.size + edits.size > mostSeen) {
      seen.clear();
      edits.clear();
    }
    let news = false;
    for (const row of rows) {
      const [edit, ...traits] = traitsOf(row);
      // Of a run that was not heard of before, what others have may have been taken away since.
      if (edits.has(row.id) ? edits.get(row.id) !== edit : !seen.has(edit) || row.tags.length > 0 || row.note !== '') news = true;
      if (traits.some((trait) => !seen.has(trait))) news = true;
      edits.set(row.id, edit);
      for (const trait of [edit, ...traits]) seen.add(trait);
    }
    return news;
  };
}

/** then all is forgotten, which costs no more than a look in vain */
const mostSeen = 4000;

/** First what a person changes of a run, then what it brings by itself. */
function traitsOf({ experimentId, dataSetId, parameters, note, tags, metrics, config }: RunRow): [string, ...string[]] {
  const { name: _, ...rest } = config;
  return [
    JSON.stringify([experimentId, note === '', tags.length === 0]),
    JSON.stringify([dataSetId, parameters, rest]),
    Object.keys(metrics).join('\n'),
  ];
}
