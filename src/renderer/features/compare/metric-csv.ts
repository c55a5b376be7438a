import type { MetricPart } from '../../../contract/filter/ast.ts';
import type { MetricRow } from '../../../contract/metric-table.ts';
import { csvCell } from '../../charts/curve-csv.ts';

/** Every digit, a row a group; with replicates n and sd beside each mean. */
export function metricCsv(rows: readonly MetricRow[], metrics: readonly string[], part: MetricPart): string {
  const grouped = rows.some(({ group }) => group.runs.length > 1);
  const baseline = rows.some(({ group }) => group.baseline);
  const heads = metrics.flatMap((metric) => {
    const name = `${metric}.${part}`;
    return [name, ...(grouped ? [`${name} sd`, `${name} n`] : []), ...(baseline ? [`${name} minus baseline`] : [])];
  });
  const lines = rows.map(({ group, cells }) => [
    csvCell(group.label), group.baseline ? 'yes' : 'no', String(group.runs.length), csvCell(group.runs.map(({ id }) => id).join(' ')),
    ...cells.flatMap(({ value, sd, n, delta }) => [number(value), ...(grouped ? [n < 2 ? '' : number(sd), String(n)] : []), ...(baseline ? [number(delta)] : [])]),
  ].join(','));
  return `${[['name', 'baseline', 'runs', 'ids', ...heads.map(csvCell)].join(','), ...lines].join('\n')}\n`;
}

const number = (value: number | null): string => (value === null ? '' : Number.isFinite(value) ? String(value) : Number.isNaN(value) ? 'NaN' : value > 0 ? 'inf' : '-inf');
