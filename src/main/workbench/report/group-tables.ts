import type { Scalar } from '../../../compare/flatten.ts';
import type { ComparedGroup } from '../../../contract/compared-groups.ts';
import { groupDifferences } from '../../../contract/group-differences.ts';
import { metricTable, type MetricRow } from '../../../contract/metric-table.ts';
import { apart, figure, spread } from './figures.ts';
import { htmlTable, htmlText, type Html, type HtmlColumn } from './html.ts';
import { named } from './legend.ts';
import { partWords, type Reported } from './reported.ts';

export const namedGroup = ({ label, runs: [first], baseline }: ComparedGroup): Html => named({ label, colour: first!.colour, baseline });

/** Who is who: the line of each group in all charts, and what it is judged by. */
export function groupsTable({ groups, metric, part }: Reported): string {
  const rows = metricTable(groups, [metric], part, null);
  const several = groups.some(({ runs }) => runs.length > 1);
  return htmlTable<MetricRow>([
    { title: several ? 'Group' : 'Run', cell: ({ group }) => namedGroup(group) },
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
  const whole = groups.map(({ runs: [first] }) => first!.configKnown === 'whole');
  const differences = groupDifferences(groups);
  const untold = whole.includes(false) ? '<p class="muted">Of runs that came in from elsewhere the config is not known, or only a part of it: what is not known is not counted as a difference.</p>' : '';
  if (differences.length === 0) return `<p>The configs do not differ but in seeds and names.</p>${untold}`;
  const cell = (value: Scalar | undefined, at: number, first: Scalar | undefined): Html => {
    const words = htmlText(value === undefined ? (whole[at] ? '–' : 'not known') : value === null ? 'none' : String(value));
    return { html: at === 0 ? words : `<span class="${Object.is(value, first) ? 'same' : 'differs'}">${words}</span>` };
  };
  if (groups.length <= mostAcross) {
    return htmlTable<(typeof differences)[number]>([
      { title: 'Config', cell: ({ path }) => path },
      ...groups.map(({ label, baseline }, at): HtmlColumn<(typeof differences)[number]> => ({ title: baseline ? `${label} (baseline)` : label, cell: ({ values }) => cell(values[at], at, values[0]) })),
    ], differences, 'Config differences') + untold;
  }
  const shown = differences.slice(0, mostPaths);
  const more = differences.length > shown.length ? `<p class="muted">The first ${shown.length} of ${differences.length} values that differ.</p>` : '';
  return htmlTable<number>([
    { title: 'Config', cell: (at) => namedGroup(groups[at]!) },
    ...shown.map(({ path, values }): HtmlColumn<number> => ({ title: path, cell: (at) => cell(values[at], at, values[0]) })),
  ], [...groups.keys()], 'Config differences') + more + untold;
}
