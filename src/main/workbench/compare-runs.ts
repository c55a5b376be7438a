import { higherIsBetter as risingIsBetter } from '../../compare/metric-direction.ts';
import { pairKey } from '../../compare/replicates.ts';
import type { Description } from '../../compare/statistics/describe.ts';
import { describeContender, judge, type Contender, type Verdict } from '../../compare/verdict.ts';
import { AppError } from '../../contract/errors.ts';
import { replicateGroups } from '../../contract/compared-groups.ts';
import { groupDifferences, type GroupDifference } from '../../contract/group-differences.ts';
import type { MetricPart } from '../../contract/filter/ast.ts';
import { takesOtherSeeds } from '../../contract/known-config.ts';
import { endedStatuses, type MetricSummary, type RunRow } from '../../contract/runs.ts';

export interface Comparison {
  metric: string;
  higherIsBetter: boolean;
  /** replicates side by side; the first is the baseline */
  groups: { label: string; runs: RunRow[] }[];
  differences: GroupDifference[];
  /** what the metric comes to in each group */
  sides: ({ label: string } & Description)[];
  /** each other group against the baseline */
  verdicts: Verdict[];
  /** runs that have not ended: they stand in their group, and do not count in what the metric comes to */
  training: number;
}

/** Of each run that was asked about the same rows as the first one: was each row right? */
export type RowsRight = ReadonlyMap<string, readonly boolean[]>;

/**
 * Holds runs against each other by the value of a metric at their best epoch (`val_loss.last` and the like choose another). Runs that differ in
 * seeds or fold alone count as one; the group of the first run is the baseline. What still trains does not count yet.
 */
export function compareRuns(runs: readonly RunRow[], wanted?: string, rowsRight: RowsRight = new Map()): Comparison {
  if (runs.length < 2) throw new AppError('invalidInput', 'A comparison needs at least two runs.', 'runs');
  const groups = replicateGroups(runs);
  const { metric, part } = metricWanted(runs, wanted);
  const higherIsBetter = risingIsBetter(metric);
  const contenders = groups.map((group) => contenderOf(group, metric, part, rowsRight));
  return {
    metric: `${metric}.${part}`, higherIsBetter, groups,
    differences: groupDifferences(groups),
    sides: contenders.map(describeContender),
    verdicts: judge(contenders[0]!, contenders.slice(1), higherIsBetter),
    training: runs.filter(isTraining).length,
  };
}

/** The metric that is asked for, or the one that these runs are usually judged by. */
export function metricWanted(runs: readonly RunRow[], wanted?: string): { metric: string; part: MetricPart } {
  const [, name, part] = /^(.+?)(?:\.(last|min|max|best))?$/s.exec(wanted ?? defaultMetric(runs)) ?? [];
  const known = [...new Set(runs.flatMap((run) => Object.keys(run.metrics)))].sort();
  if (name === undefined || !known.includes(name))
    throw new AppError('invalidInput', `None of these runs has the metric ${JSON.stringify((wanted ?? '').slice(0, 100))}. They have ${known.join(', ') || 'none yet'}.`, 'metric');
  return { metric: name, part: (part as MetricPart | undefined) ?? 'best' };
}

const defaultMetric = (runs: readonly RunRow[]): string =>
  ['val_accuracy', 'val_r2', 'val_loss', 'train_loss'].find((name) => runs.some((run) => Object.hasOwn(run.metrics, name))) ?? 'val_loss';

function contenderOf({ label, runs }: Comparison['groups'][number], metric: string, part: MetricPart, rowsRight: RowsRight): Contender {
  const right = runs.length === 1 ? rowsRight.get(runs[0]!.id) : undefined;
  const ended = runs.filter((run) => !isTraining(run));
  return { label, ...(runs[0]!.configKnown === 'whole' && { about: aboutOf(runs[0]!) }), waiting: runs.length - ended.length, fixed: !takesOtherSeeds(runs[0]!), replicates: ended.map((run) => ({ pair: pairKey(run.config), value: valueOf(run.metrics[metric], part) })), ...(right && { rowsRight: right }) };
}

const isTraining = ({ status }: RunRow): boolean => !endedStatuses.includes(status);

const aboutOf = ({ dataSetId, config }: RunRow): string => JSON.stringify([dataSetId, config.data.target]);

/** A run without a best epoch is judged by its last one. */
function valueOf(summary: MetricSummary | undefined, part: MetricPart): number {
  if (!summary) return Number.NaN;
  return part === 'best' ? (summary.best ?? summary.last) : summary[part];
}
