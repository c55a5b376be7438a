import type { MetricPart } from '../../../contract/filter/ast.ts';
import { metricTable, type MetricRow } from '../../../contract/metric-table.ts';
import { apart } from './figures.ts';
import { htmlTable, type HtmlColumn } from './html.ts';
import { valueOf } from './group-tables.ts';
import { named } from './legend.ts';
import { partWords, type Reported } from './reported.ts';

const kinds = [['val_', 'Validation'], ['test_', 'Test'], ['train_', 'Training'], ['', 'Others']] as const;

/** Every metric, at the best epoch or whatever runs are judged by, and final; validation first. */
export function metricParts({ runs, groups, part }: Reported): string[] {
  const names = [...new Set(runs.flatMap((run) => Object.keys(run.metrics)))].sort();
  if (names.length === 0) return [];
  const values: MetricPart[] = part === 'last' ? ['last', 'best'] : [part, 'last'];
  const several = groups.some((group) => group.runs.length > 1);
  return [
    `<p class="muted">${several ? 'Mean ± standard deviation of the runs of a group. ' : ''}★ marks the best; beneath each value, how far it is from the baseline.</p>`,
    ...kinds.flatMap(([prefix, title]) => {
      const of = names.filter((name) => (prefix === '' ? !kinds.some(([other]) => other !== '' && name.startsWith(other)) : name.startsWith(prefix)));
      if (of.length === 0) return [];
      // Test metrics are measured once, at the end.
      return (prefix === 'test_' || prefix === '' ? (['last'] as const) : values).map((value) => {
        const heading = prefix === 'test_' ? title : `${title}, ${partWords[value]}`;
        return `<h3>${heading}</h3>${tableOf(metricTable(groups, of, value, null), of, prefix, heading)}`;
      });
    }),
  ];
}

function tableOf(rows: readonly MetricRow[], names: readonly string[], prefix: string, heading: string): string {
  return htmlTable<MetricRow>([
    { title: 'Run', cell: ({ group }) => named(group) },
    ...names.map((name, at): HtmlColumn<MetricRow> => ({
      title: name.slice(prefix.length).replaceAll('_', ' '), number: true, help: name,
      cell: ({ cells }) => {
        const cell = cells[at]!;
        const delta = apart(cell.delta ?? Number.NaN);
        return { html: `${valueOf(cell).html}${delta === '' ? '' : `<small>${delta}</small>`}` };
      },
    })),
  ], rows, heading);
}
