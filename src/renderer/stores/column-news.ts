import type { RunRow } from '../../contract/runs.ts';

/**
 * Tells whether changed runs may change which columns there are, or which of them vary: those that bring a config, a place
 * or a metric that was not there before. What moves epoch by epoch while a run trains is no reason to look through all runs.
 */
export function columnNews(): (rows: readonly RunRow[]) => boolean {
  const seen = new Set<string>();
  return (rows) => {
    const news = rows.flatMap(traitsOf).filter((trait) => !seen.has(trait));
    if (seen.size > mostSeen) seen.clear();
    for (const trait of news) seen.add(trait);
    return news.length > 0;
  };
}

/** then all is forgotten, which costs no more than a look in vain */
const mostSeen = 2000;

function traitsOf({ experimentId, dataSetId, parameters, note, tags, metrics, config }: RunRow): string[] {
  const { name: _, ...rest } = config;
  return [
    JSON.stringify([experimentId, dataSetId, parameters, note === '', tags.length === 0, rest]),
    Object.keys(metrics).join('\n'),
  ];
}
