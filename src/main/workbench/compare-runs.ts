import { diffConfigs, type ConfigDifference } from '../../compare/config-diff.ts';
import { groupReplicates, pairKey } from '../../compare/replicates.ts';
import { judge, type Contender, type Verdict } from '../../compare/verdict.ts';
import { AppError } from '../../contract/errors.ts';
import type { MetricPart } from '../../contract/filter/ast.ts';
import type { MetricSummary, RunRow } from '../../contract/runs.ts';

export interface Comparison {
  metric: string;
  higherIsBetter: boolean;
  /** replicates side by side; the first is the baseline */
  groups: { label: string; runs: RunRow[] }[];
  differences: ConfigDifference[];
  /** each other group against the baseline */
  verdicts: Verdict[];
}

const falling = /(loss|mse|mae|learning_rate|gradient_norm|epoch_seconds)$/;

/**
 * Holds runs against each other by the value of a metric at their best epoch (`val_loss.last` and the like choose another). Runs that differ in
 * seeds or fold alone count as one; the group of the first run is the baseline.
 */
export function compareRuns(runs: RunRow[], wanted?: string): Comparison {
  if (runs.length < 2) throw new AppError('invalidInput', 'A comparison needs at least two runs.', 'runs');
  const groups = groupReplicates(runs, (run) => run.config).map((replicates) => ({ label: labelOf(replicates), runs: replicates }));
  const [metric, part] = metricOf(runs, wanted);
  const higherIsBetter = !falling.test(metric);
  const contenders = groups.map((group) => contenderOf(group, metric, part));
  return {
    metric: `${metric}.${part}`, higherIsBetter, groups,
    differences: diffConfigs(groups.map(({ runs: [first] }) => withoutName(first!))),
    verdicts: judge(contenders[0]!, contenders.slice(1), higherIsBetter),
  };
}

function metricOf(runs: RunRow[], wanted: string | undefined): [string, MetricPart] {
  const [, name, part] = /^(.+?)(?:\.(last|min|max|best))?$/s.exec(wanted ?? defaultMetric(runs)) ?? [];
  const known = [...new Set(runs.flatMap((run) => Object.keys(run.metrics)))].sort();
  if (name === undefined || !known.includes(name))
    throw new AppError('invalidInput', `None of these runs has the metric ${JSON.stringify((wanted ?? '').slice(0, 100))}. They have ${known.join(', ') || 'none yet'}.`, 'metric');
  return [name, (part as MetricPart | undefined) ?? 'best'];
}

const defaultMetric = (runs: RunRow[]): string =>
  ['val_accuracy', 'val_r2', 'val_loss', 'train_loss'].find((name) => runs.some((run) => Object.hasOwn(run.metrics, name))) ?? 'val_loss';

function contenderOf({ label, runs }: Comparison['groups'][number], metric: string, part: MetricPart): Contender {
  return { label, replicates: runs.map((run) => ({ pair: pairKey(run.config), value: valueOf(run.metrics[metric], part) })) };
}

/** A run without a best epoch is judged by its last one. */
function valueOf(summary: MetricSummary | undefined, part: MetricPart): number {
  if (!summary) return Number.NaN;
  return part === 'best' ? (summary.best ?? summary.last) : summary[part];
}

const labelOf = ([first, ...more]: RunRow[]): string => (more.length === 0 ? first!.name : `${first!.name} × ${more.length + 1}`);

const withoutName = ({ config }: RunRow) => ({ ...config, name: undefined });
