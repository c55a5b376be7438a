import type { ComparedGroup } from '../../../contract/compared-groups.ts';
import type { MetricPart } from '../../../contract/filter/ast.ts';
import type { RunRow } from '../../../contract/runs.ts';
import type { Comparison } from '../compare-runs.ts';

/** What the parts of a report are about. */
export interface Reported {
  comparison: Comparison;
  /** all runs, the baseline first */
  runs: readonly RunRow[];
  /** the group of the baseline first */
  groups: readonly ComparedGroup[];
  /** what verdicts are about, in the colours that each has in the window: hidden runs are among them */
  replicates: readonly ComparedGroup[];
  metric: string;
  part: MetricPart;
}

export const partWords: Record<MetricPart, string> = { best: 'at the best epoch', last: 'final', min: 'lowest', max: 'highest' };
