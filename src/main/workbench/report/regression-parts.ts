import { setImmediate } from 'node:timers/promises';
import { numberScoreList } from '../../../compare/regression/number-score-list.ts';
import { predictedPlot, residualHistogram, residualPlot } from '../../../compare/regression/number-plots.ts';
import { scoreNumbers } from '../../../compare/regression/number-scores.ts';
import type { RowPredictions } from '../predict-rows.ts';
import { figure, withDelta } from './figures.ts';
import { htmlTable, htmlText, type HtmlColumn } from './html.ts';
import { legend, named } from './legend.ts';
import { predictedSets, type PredictedSet } from './predicted-sets.ts';
import { htmlPlot } from './report-page.ts';
import type { Reported } from './reported.ts';

/** Scores, predicted against true, and what is left over, on validation and on test rows, by data set and target; nothing where no run says anything about such rows. */
export async function regressionParts(reported: Reported, predictions: RowPredictions): Promise<string[]> {
  const { sets, left } = await predictedSets(reported, 'regression', predictions);
  if (sets.length === 0) return [];
  const html = [`<p class="muted">With final weights. Residuals are predicted − true.${left}</p>`];
  for (const [at, set] of sets.entries()) {
    html.push(setOf(set, `number-${at}`));
    await setImmediate();
  }
  return html;
}

function setOf({ part, dataSet, target, runs }: PredictedSet, id: string): string {
  const scored = runs.map((run) => ({ run, scores: scoreNumbers(run.predictions.target, run.predictions.values) }));
  type Scored = (typeof scored)[number];
  const baseline = scored.find(({ run }) => run.baseline);
  const title = `${dataSet}: ${target}, ${part} rows`;
  const plots = [predictedPlot(scored, target), residualPlot(scored, target), residualHistogram(scored, target)];
  return [
    `<h3>${htmlText(title)}</h3>`,
    htmlTable<Scored>([
      { title: 'Run', cell: ({ run }) => named(run) }, { title: 'Rows', cell: ({ run: { predictions: { rows, total } } }) => (rows.length < total ? `${rows.length} of ${total}` : String(total)), number: true },
      ...numberScoreList.map(({ title: score, help, of }): HtmlColumn<Scored> => ({
        title: score, help, number: true, cell: (one) => withDelta(figure(of(one.scores)), baseline && one !== baseline ? of(one.scores) - of(baseline.scores) : Number.NaN),
      })),
    ], scored, `Scores of ${title}`),
    legend(runs), `<div class="plots thirds">${plots.map((plot, at) => htmlPlot(plot, 340, 320, `${id}-${at}`)).join('\n')}</div>`,
  ].join('\n');
}
