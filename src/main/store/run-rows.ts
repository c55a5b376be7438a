import { automaticColour, isRunColour } from '../../contract/run-colours.ts';
import type { RunConfig } from '../../contract/run-config.ts';
import type { MetricSummary, RunRow, RunStatus, StopReason } from '../../contract/runs.ts';
import type { StoreContext } from './context.ts';

/** The rows of these runs in the order of their keys' list, in four statements however many they are. */
export function readRunRows({ db, owner }: StoreContext, keys: number[]): RunRow[] {
  const wanted = JSON.stringify(keys);
  const tags = grouped(db.all<{ run: number; tag: string }>(tagsOf, wanted), ({ tag }) => tag);
  const metrics = grouped(db.all<SummaryRow>(summariesOf, wanted), (row) => [row.name, toSummary(row)] as const);
  return db.all<BareRow>(bareRows, wanted, owner.id).map(({ key, config, ownedHere, starred, locked, colour, parentId, parentName, parentEpoch, ...row }) => ({
    ...row,
    parent: parentId === null ? null : { id: parentId, name: parentName!, epoch: parentEpoch! },
    starred: starred === 1,
    locked: locked === 1,
    colour: isRunColour(colour) ? colour : automaticColour(key),
    tags: tags.get(key) ?? [],
    config: JSON.parse(config) as RunConfig,
    // Object.fromEntries makes `__proto__` a property like any other.
    metrics: Object.fromEntries(metrics.get(key) ?? []),
    ownedHere: ownedHere === 1,
  }));
}

type BareRow = Omit<RunRow, 'tags' | 'config' | 'metrics' | 'ownedHere' | 'starred' | 'locked' | 'colour' | 'parent' | 'status' | 'stopReason'> & {
  key: number;
  config: string;
  ownedHere: number;
  starred: number;
  locked: number;
  colour: string | null;
  parentId: string | null;
  parentName: string | null;
  parentEpoch: number | null;
  status: RunStatus;
  stopReason: StopReason | null;
};

/** An imported run has no values to filter by unless its whole config came with it, and classes if its layers did. */
const configKnown = `
    CASE WHEN runs.status <> 'imported' OR EXISTS (SELECT 1 FROM config_values WHERE config_values.run = runs.key) THEN 'whole'
      WHEN EXISTS (SELECT 1 FROM run_preparations WHERE run_preparations.run = runs.key AND classes IS NOT NULL) THEN 'network' ELSE 'nothing' END`;

const bareRows = `
  SELECT runs.key, runs.id, runs.revision, runs.name, coalesce(notes.text, '') AS note, runs.starred, runs.locked, runs.colour, runs.status,
    runs.stop_reason AS stopReason, runs.error, experiments.id AS experimentId, experiments.name AS experiment,
    data_sets.id AS dataSetId, data_sets.name AS dataSet, run_configs.config, ${configKnown} AS configKnown, runs.parameters, runs.epochs,
    runs.best_epoch AS bestEpoch, runs.created_at AS createdAt, runs.started_at AS startedAt, runs.ended_at AS endedAt,
    runs.train_seconds AS trainSeconds,
    CASE runs.status WHEN 'queued' THEN coalesce(runs.queue_position, runs.key) END AS queuePosition, owners.id IS NOT NULL AS ownedHere,
    forks.parent_id AS parentId, coalesce(parents.name, forks.parent_name) AS parentName, forks.epoch AS parentEpoch
  FROM json_each(?) AS wanted
  CROSS JOIN runs ON runs.key = wanted.value
  JOIN run_configs ON run_configs.run = runs.key
  JOIN experiments ON experiments.key = runs.experiment
  JOIN data_sets ON data_sets.key = runs.data_set
  LEFT JOIN notes ON notes.run = runs.key
  LEFT JOIN forks ON forks.run = runs.key
  LEFT JOIN runs AS parents ON parents.id = forks.parent_id
  LEFT JOIN leases ON leases.run = runs.key
  LEFT JOIN owners ON owners.key = leases.owner AND owners.id = ?
  ORDER BY wanted.key`;

const tagsOf = 'SELECT run, tag FROM tags WHERE run IN (SELECT value FROM json_each(?)) ORDER BY run, tag';

interface SummaryRow {
  run: number;
  name: string;
  last: number | null;
  lastEpoch: number;
  min: number | null;
  minEpoch: number;
  max: number | null;
  maxEpoch: number;
  best: number | null;
  bestEpoch: number | null;
}

const summariesOf = `
  SELECT summaries.run, metric_names.name, last, last_epoch AS lastEpoch, min, min_epoch AS minEpoch,
    max, max_epoch AS maxEpoch, best, best_epoch AS bestEpoch
  FROM summaries JOIN metric_names ON metric_names.key = summaries.metric
  WHERE summaries.run IN (SELECT value FROM json_each(?)) ORDER BY summaries.run, metric_names.name`;

/** NULL is NaN in a summary's values. */
function toSummary(row: SummaryRow): MetricSummary {
  return {
    last: row.last ?? NaN, lastEpoch: row.lastEpoch,
    min: row.min ?? NaN, minEpoch: row.minEpoch,
    max: row.max ?? NaN, maxEpoch: row.maxEpoch,
    best: row.bestEpoch === null ? null : row.best ?? NaN,
  };
}

function grouped<Row extends { run: number }, Item>(rows: Row[], item: (row: Row) => Item): Map<number, Item[]> {
  const groups = new Map<number, Item[]>();
  for (const row of rows) {
    const group = groups.get(row.run);
    if (group) group.push(item(row));
    else groups.set(row.run, [item(row)]);
  }
  return groups;
}
