import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { comparedGroups, type ComparedGroup } from '../../../contract/compared-groups.ts';
import type { RunRow } from '../../../contract/runs.ts';
import type { Store } from '../../store/types/store.ts';
import { metricWanted, type Comparison } from '../compare-runs.ts';
import type { RowPredictions } from '../predict-rows.ts';
import { classificationParts } from './classification-parts.ts';
import { curvePlot } from './curve-plot.ts';
import { htmlTable, htmlText } from './html.ts';
import { figure } from './figures.ts';
import { legend, named } from './legend.ts';
import { metricParts } from './metric-parts.ts';
import { differencesTable, groupsTable } from './group-tables.ts';
import { partWords, type Reported } from './reported.ts';
import { regressionParts } from './regression-parts.ts';
import { htmlPlot, reportPage } from './report-page.ts';
import { reportStyle } from './report-style.ts';
import { verdictParts } from './verdict-parts.ts';

export interface ReportSetting {
  store: Store;
  predictions: RowPredictions;
}

/** What a report says besides the comparison itself. */
export interface ReportWish {
  /** how runs are taken together in tables and curves: as in the window; verdicts take replicates as one whatever it is */
  group: string | null;
  /** runs that are compared with these but are not in the report: what a group is drawn in hangs on them as well */
  hidden: readonly string[];
  /** where the runs come from, in words */
  about: string;
}

const mostCurves = 12;
const styleSha256 = createHash('sha256').update(reportStyle).digest('base64');

/** A comparison of `runs`, the baseline first, as one HTML page: who is who, differences, metrics, verdicts, curves, and how the runs do on rows that they did not learn from. */
export async function writeReport(comparison: Comparison, runs: readonly RunRow[], { group, hidden, about }: ReportWish, { store, predictions }: ReportSetting): Promise<string> {
  const baseline = runs[0]!;
  const all = [...runs, ...store.runs.rows(hidden)];
  const groups = withColoursOf(comparedGroups(all, group, null), comparedGroups(runs, group, baseline.id));
  const { metric, part } = metricWanted(runs, comparison.metric);
  const reported: Reported = { comparison, runs, groups, replicates: comparedGroups(all, 'replicates', null), metric, part };
  const facts: [string, string][] = [
    ['Runs', `${counted(runs.length, 'run')}${groups.length < runs.length ? ` in ${counted(groups.length, 'group')}` : ''}`],
    ...(about === '' ? [] : [['Chosen', about] as [string, string]]),
    ['Taken together', group === null ? 'every run by itself' : group === 'replicates' ? 'replicates: runs that differ in seeds or fold alone' : `by ${group}`],
    ['Baseline', groups[0]!.label],
    ['Judged by', `${metric}, ${partWords[part]}; ${comparison.higherIsBetter ? 'more' : 'less'} is better`],
    ['Written', `by Trainyard, ${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC`],
  ];
  return reportPage({
    title: `Comparison of ${counted(runs.length, 'run')}`, styleSha256,
    head: [`<dl class="facts">${facts.map(([term, words]) => `<dt>${htmlText(term)}</dt><dd>${htmlText(words)}</dd>`).join('')}</dl>`],
    sections: [
      { id: 'groups', title: groups.length < runs.length ? 'Groups' : 'Runs', parts: [groupsTable(reported)] },
      { id: 'verdicts', title: `Verdicts on ${metric}`, parts: verdictParts(reported) },
      { id: 'differences', title: 'Config differences', parts: [differencesTable(groups)] },
      { id: 'metrics', title: 'Metrics', parts: metricParts(reported) },
      { id: 'curves', title: 'Curves', parts: await curveParts(reported, store) },
      { id: 'classification', title: 'Classification', parts: await classificationParts(reported, predictions) },
      { id: 'regression', title: 'Regression', parts: await regressionParts(reported, predictions) },
      { id: 'each', title: 'Every run', parts: [runsTable(runs)] },
    ],
  });
}

/** Groups of some of the runs in the colours that they have among all of them. */
function withColoursOf(all: readonly ComparedGroup[], some: readonly ComparedGroup[]): ComparedGroup[] {
  const colours = new Map(all.flatMap(({ runs, colour }) => runs.map(({ id }) => [id, colour])));
  return some.map((one) => ({ ...one, colour: colours.get(one.key) ?? one.colour }));
}

async function curveParts({ runs, groups, metric }: Reported, store: Store): Promise<string[]> {
  const names = [...new Set(runs.flatMap((run) => Object.keys(run.metrics)))].filter((name) => /^(val|train)_/.test(name) || name === metric)
    .sort((a, b) => Number(b === metric) - Number(a === metric) || Number(b.startsWith('val_')) - Number(a.startsWith('val_')) || (a < b ? -1 : 1)).slice(0, mostCurves);
  const plots: string[] = [];
  for (const name of names) {
    const plot = await curvePlot(name, groups, store);
    if (plot.series.some(({ x }) => x.length > 1)) plots.push(htmlPlot(plot, 512, 300, `curve-${plots.length}`));
    await setImmediate();
  }
  if (plots.length === 0) return [];
  const several = groups.some((group) => group.runs.length > 1);
  return [
    `<p class="muted">By epoch${several ? '; of several runs their mean, the band ± one standard deviation' : ''}. The baseline is dashed.</p>`,
    legend(groups), `<div class="plots">${plots.join('\n')}</div>`,
  ];
}

function runsTable(runs: readonly RunRow[]): string {
  const known = (run: RunRow, words: string) => (run.configKnown === 'whole' ? words : 'not known');
  return htmlTable<RunRow>([
    { title: 'Run', cell: (run) => named({ label: run.name, colour: run.colour, baseline: run === runs[0] }) }, { title: 'Status', cell: (run) => run.status }, { title: 'Experiment', cell: (run) => run.experiment },
    { title: 'Data set', cell: (run) => run.dataSet }, { title: 'Seed', cell: (run) => known(run, String(run.config.seed)), number: true }, { title: 'Epochs', cell: (run) => String(run.epochs), number: true },
    { title: 'Best epoch', cell: (run) => (run.bestEpoch === null ? '–' : String(run.bestEpoch)), number: true }, { title: 'Seconds', cell: (run) => figure(run.trainSeconds), number: true },
    ...(runs.some(({ tags }) => tags.length > 0) ? [{ title: 'Tags', cell: (run: RunRow) => run.tags.join(', ') }] : []), ...(runs.some(({ note }) => note !== '') ? [{ title: 'Note', cell: (run: RunRow) => run.note }] : []),
  ], runs, 'Every run');
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
