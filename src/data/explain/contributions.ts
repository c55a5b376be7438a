import type { PathGradients } from '../../nn/path-gradients.ts';
import { columnsOf, type FeatureFacts } from '../feature-facts.ts';
import type { FeaturePlan } from '../feature-plan.ts';
import { baselineCells, cellEncoder, type Cells } from './cells.ts';

/** What each column does to one output: the sum over its inputs, so that a category's one-hot columns are one. */
export interface Contributions {
  baseline: Cells;
  /** the output at the baseline and at the row */
  from: number;
  to: number;
  columns: { column: string; value: number }[];
  /** to − from − the sum of all; what numeric integration left over */
  residual: number;
}

/** Of output `k` of the network, from the baseline to the row. Throws DataError where a cell cannot be encoded. */
export function contributionsOf(gradients: PathGradients, plan: FeaturePlan, facts: readonly FeatureFacts[], cells: Cells, output: number): Contributions {
  const encode = cellEncoder(plan);
  const baseline = baselineCells(plan, facts);
  const { contributions, from, to, residual } = gradients.attribute(encode(cells), encode(baseline), output);
  const sums = new Map(columnsOf(plan).map((column) => [column, 0]));
  plan.inputs.forEach(({ column }, at) => sums.set(column, sums.get(column)! + contributions[at]!));
  return { baseline, from, to, residual, columns: [...sums].map(([column, value]) => ({ column, value })) };
}
