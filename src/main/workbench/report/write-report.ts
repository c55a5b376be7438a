import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { describe } from '../../../compare/statistics/describe.ts';
import { higherIsBetter } from '../../../compare/metric-direction.ts';
import type { RunRow } from '../../../contract/runs.ts';
import type { Store } from '../../store/types.ts';
import type { Comparison } from '../compare-runs.ts';
import type { RowPredictions } from '../predict-rows.ts';
import { classificationSection } from './classification-section.ts';
import { curvePlot } from './curve-plot.ts';
import { figure, htmlTable, htmlText, type HtmlColumn } from './html.ts';
import { htmlPlot, reportPage } from './report-page.ts';
import { reportStyle } from './report-style.ts';

export interface ReportSetting {
  store: Store;
  predictions: RowPredictions;
}

const mostCurves = 12;
const styleSha256 = createHash('sha256').update(reportStyle).digest('base64');

/** A comparison as one HTML page: runs, differences, metrics, verdicts, curves, and how classifiers do on rows that they did not learn from. */
export async function writeReport(comparison: Comparison, { store, predictions }: ReportSetting): Promise<string> {
  const { groups } = comparison;
  const runs = groups.flatMap((group) => group.runs);
  const metrics = metricsOf(runs);
  const plots: string[] = [];
  for (const metric of metrics.filter((name) => /^(val|train)_/.test(name)).slice(0, mostCurves)) {
    plots.push(htmlPlot(await curvePlot(metric, groups, store), 520, 300, `curve-${plots.length}`));
    await setImmediate();
  }
  return reportPage({
    title: `Comparison of ${runs.length} runs`, styleSha256,
    sections: [
      `<p class="muted">${htmlText(`Written by Trainyard on ${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC. The baseline is ${groups[0]!.label}. Runs that differ in seeds or fold alone count as one.`)}</p>`,
      '<h2>Runs</h2>', runsTable(runs),
      '<h2>Config differences</h2>', differencesTable(comparison),
      '<h2>Metrics</h2>', '<p class="muted">At the best epoch, the mean of replicates; in brackets the distance from the baseline. * marks the best.</p>', metricsTable(comparison, metrics),
      `<h2>Verdicts on ${htmlText(comparison.metric)}</h2>`, '<p class="muted">p after Holm’s correction.</p>', verdictsTable(comparison), sentences(comparison),
      ...(plots.length === 0 ? [] : ['<h2>Curves</h2>', '<p class="muted">By epoch; of replicates the mean ± standard deviation. The baseline is dashed.</p>', `<div class="plots">${plots.join('\n')}</div>`]),
      await classificationSection(runs, predictions),
    ],
  });
}

const metricsOf = (runs: readonly RunRow[]): string[] => [...new Set(runs.flatMap((run) => Object.keys(run.metrics)))].sort();

function runsTable(runs: readonly RunRow[]): string {
  return htmlTable<RunRow>([
    { title: 'Run', cell: (run) => run.name }, { title: 'Status', cell: (run) => run.status }, { title: 'Experiment', cell: (run) => run.experiment }, { title: 'Data set', cell: (run) => run.dataSet },
    { title: 'Seed', cell: (run) => String(run.config.seed), number: true }, { title: 'Epochs', cell: (run) => String(run.epochs), number: true },
    { title: 'Best epoch', cell: (run) => (run.bestEpoch === null ? '–' : String(run.bestEpoch)), number: true }, { title: 'Seconds', cell: (run) => figure(run.trainSeconds), number: true },
    { title: 'Tags', cell: (run) => run.tags.join(', ') }, { title: 'Note', cell: (run) => run.note },
  ], runs);
}

function differencesTable({ groups, differences }: Comparison): string {
  if (differences.length === 0) return '<p>The configs do not differ but in seeds.</p>';
  return htmlTable([
    { title: 'Config', cell: ({ path }) => path },
    ...groups.map(({ label }, at): HtmlColumn<Comparison['differences'][number]> => ({ title: label, cell: ({ values }) => (values[at] === undefined ? '–' : String(values[at])) })),
  ], differences);
}

function metricsTable({ groups }: Comparison, metrics: readonly string[]): string {
  const cells = groups.map(({ label, runs }) => ({ label, means: metrics.map((metric) => describe(runs.flatMap(({ metrics: { [metric]: summary } }) => summary?.best ?? summary?.last ?? []).filter(Number.isFinite)).mean) }));
  const bests = metrics.map((metric, at) => {
    const known = cells.map(({ means }) => means[at]!).filter(Number.isFinite);
    return higherIsBetter(metric) ? Math.max(...known) : Math.min(...known);
  });
  const delta = (by: number) => (Number.isFinite(by) ? ` (${by < 0 ? '−' : '+'}${Number(Math.abs(by).toPrecision(2))})` : '');
  return htmlTable<(typeof cells)[number]>([
    { title: 'Run', cell: ({ label }) => label },
    ...metrics.map((title, at): HtmlColumn<(typeof cells)[number]> => ({
      title, number: true,
      cell: (row) => `${figure(row.means[at]!)}${row.means[at] === bests[at] ? '*' : ''}${row === cells[0] ? '' : delta(row.means[at]! - cells[0]!.means[at]!)}`,
    })),
  ], cells);
}

function verdictsTable({ verdicts }: Comparison): string {
  const sides = [...verdicts.slice(0, 1).map(({ b }) => b), ...verdicts.map(({ a }) => a)];
  return htmlTable([
    { title: 'Group', cell: ({ label }) => label }, { title: 'n', cell: ({ n }) => String(n), number: true }, { title: 'Mean', cell: ({ mean }) => figure(mean), number: true },
    { title: 'sd', cell: ({ sd }) => figure(sd), number: true }, { title: '95 % interval', cell: ({ interval }) => (interval ? `${figure(interval[0])} to ${figure(interval[1])}` : '–'), number: true },
  ], sides);
}

const sentences = ({ verdicts }: Comparison): string =>
  verdicts.length === 0 ? '' : `<ul>${verdicts.map(({ a, b, sentence }) => `<li>${htmlText(`${a.label} against ${b.label}: ${sentence}.`)}</li>`).join('')}</ul>`;
