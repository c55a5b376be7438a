import type { ComparedGroup } from '../../../contract/compared-groups.ts';
import { groupDifferences, groupValueWords, sameValue, type GroupDifference } from '../../../contract/group-differences.ts';
import { metricTable, type MetricRow } from '../../../contract/metric-table.ts';
import { apart, figure, spread } from './figures.ts';
import { htmlTable, htmlText, type Html, type HtmlColumn } from './html.ts';
import { named } from './legend.ts';
import { partWords, type Reported } from './reported.ts';

/** Who is who: the line of each group in all charts, and what it is judged by. */
export function groupsTable({ groups, metric, part }: Reported): string {
  const rows = metricTable(groups, [metric], part, null);
  const several = groups.some(({ runs }) => runs.length > 1);
  return htmlTable<MetricRow>([
    { title: several ? 'Group' : 'Run', cell: ({ group }) => named(group) },
    ...(several ? [{ title: 'Runs', cell: ({ group }: MetricRow) => String(group.runs.length), number: true as const }] : []),
    { title: `${metric}, ${partWords[part]}`, cell: ({ cells: [cell] }) => valueOf(cell!), number: true },
    { title: 'from the baseline', cell: ({ cells: [cell] }) => apart(cell!.delta ?? Number.NaN), number: true },
  ], rows, 'Who is who');
}

/** A mean with its spread; the best is bold and starred. */
export function valueOf({ value, sd, n, best }: MetricRow['cells'][number]): Html {
  // A run that came to NaN has a value; only where there is none stands a dash.
  const words = `${value === null ? '–' : Number.isNaN(value) ? 'NaN' : figure(value)}${n > 1 && Number.isFinite(sd) ? ` ± ${spread(sd)}` : ''}`;
  return { html: best ? `<span class="best">★ ${words}</span>` : words };
}

/** Of so few configs each has a column; of more a row. */
const mostAcross = 6;
const mostPaths = 40;

/** Only what differs. What is not known of a run that came in from elsewhere is no difference. */
export function differencesTable(groups: readonly ComparedGroup[]): string {
  const differences = groupDifferences(groups);
  const untold = groups.some(({ runs }) => runs.some(({ configKnown }) => configKnown !== 'whole')) ? '<p class="muted">Of runs that came in from elsewhere the config is not known, or only a part of it: what is not known is not counted as a difference.</p>' : '';
  if (differences.length === 0) return `<p>The configs do not differ but in seeds and names.</p>${untold}`;
  const cell = ({ groups: values }: GroupDifference, at: number): Html => {
    const words = htmlText(groupValueWords(values[at]!));
    return { html: at === 0 ? words : `<span class="${sameValue(values[at]!, values[0]!) ? 'same' : 'differs'}">${words}</span>` };
  };
  if (groups.length <= mostAcross) {
    return htmlTable<GroupDifference>([
      { title: 'Config', cell: ({ path }) => path },
      ...groups.map(({ label, baseline }, at): HtmlColumn<GroupDifference> => ({ title: baseline ? `${label} (baseline)` : label, cell: (difference) => cell(difference, at) })),
    ], differences, 'Config differences') + untold;
  }
  const shown = differences.slice(0, mostPaths);
  const more = differences.length > shown.length ? `<p class="muted">The first ${shown.length} of ${differences.length} values that differ.</p>` : '';
  return htmlTable<number>([
    { title: 'Config', cell: (at) => named(groups[at]!) },
    ...shown.map((difference): HtmlColumn<number> => ({ title: difference.path, cell: (at) => cell(difference, at) })),
  ], [...groups.keys()], 'Config differences') + more + untold;
}
