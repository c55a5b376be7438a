import { setImmediate } from 'node:timers/promises';
import { calibrationPlot, precisionRecallPlot, probabilityPlot, rocPlot } from '../../../compare/classification/class-plots.ts';
import { classScoreList } from '../../../compare/classification/class-score-list.ts';
import { callRows, measureClass } from '../../../compare/classification/measure-class.ts';
import type { RowPredictions } from '../predict-rows.ts';
import { apart, figure, withDelta } from './figures.ts';
import { htmlTable, htmlText, type HtmlColumn } from './html.ts';
import { legend, named } from './legend.ts';
import { predictedSets, type PredictedSet } from './predicted-sets.ts';
import { htmlPlot } from './report-page.ts';
import { shades } from './report-style.ts';
import type { Reported } from './reported.ts';

const threshold = 0.5;

/** Scores, curves and confusion on validation and on test rows, by data set; nothing where no run says anything about such rows. */
export async function classificationParts(reported: Reported, predictions: RowPredictions): Promise<string[]> {
  const { sets, left } = await predictedSets(reported, 'classification', predictions);
  if (sets.length === 0) return [];
  const html = [`<p class="muted">With final weights. Of two classes the positive one, the last by name, is called from a probability of ${threshold} on; of more the likeliest.${left}</p>`];
  for (const [at, set] of sets.entries()) {
    html.push(setOf(set, `class-${at}`));
    await setImmediate();
  }
  return html;
}

function setOf({ part, dataSet, target, runs }: PredictedSet, id: string): string {
  const { classes } = runs[0]!.predictions;
  const positive = classes.length - 1;
  const binary = classes.length === 2;
  const name = classes[positive]!;
  const measured = runs.map((run) => ({ run, measure: measureClass(run.predictions, positive), calls: callRows(run.predictions, positive, threshold) }));
  type Measured = (typeof measured)[number];
  const baseline = measured.find(({ run }) => run.baseline);
  const title = `${dataSet}: ${target}, ${part} rows`;
  const plots = [rocPlot(measured, name, binary), precisionRecallPlot(measured, name, binary), calibrationPlot(measured, name), probabilityPlot(measured, name, binary ? threshold : null)];
  return [
    `<h3>${htmlText(title)}</h3>`,
    htmlTable<Measured>([
      { title: 'Run', cell: ({ run }) => named(run) }, { title: 'Rows', cell: ({ run: { predictions: { rows, total } } }) => (rows.length < total ? `${rows.length} of ${total}` : String(total)), number: true },
      ...classScoreList(name, binary).map(({ title: score, help, of }): HtmlColumn<Measured> => ({
        title: score, help, number: true, cell: (one) => withDelta(figure(of(one)), baseline && one !== baseline ? of(one) - of(baseline) : Number.NaN),
      })),
    ], measured, `Scores of ${title}`),
    ...(binary ? [] : [`<p class="muted">Curves are of the class ${htmlText(name)} against all others.</p>`]),
    legend(runs), `<div class="plots small">${plots.map((plot, at) => htmlPlot(plot, 250, 270, `${id}-${at}`)).join('\n')}</div>`,
    '<h3>Confusion</h3>', `<div class="matrices">${measured.map(({ run, calls }) => {
      const from = baseline && !run.baseline ? ` (${apart(calls.accuracy - baseline.calls.accuracy)})` : '';
      return `<figure class="matrix"><figcaption>${named(run).html}, accuracy ${figure(calls.accuracy)}${from}</figcaption>${confusionTable(classes, calls.confusion, run.label)}</figure>`;
    }).join('\n')}</div>`,
  ].join('\n');
}

/** Of many classes a matrix says nothing that can be read. */
const mostClasses = 20;

function confusionTable(classes: readonly string[], confusion: Uint32Array, run: string): string {
  if (classes.length > mostClasses) return `<p class="muted">${classes.length} classes are too many for a matrix.</p>`;
  const at = (actual: number, predicted: number) => confusion[actual * classes.length + predicted]!;
  const rows = classes.map((title, actual) => {
    const sum = classes.reduce((total, _, predicted) => total + at(actual, predicted), 0);
    const cells = classes.map((_, predicted) => `<td class="${actual === predicted ? 'right' : 'wrong'}${sum === 0 ? 0 : Math.round((at(actual, predicted) / sum) * shades)}">${at(actual, predicted)}</td>`);
    return `<tr><th scope="row">${htmlText(title)}</th>${cells.join('')}</tr>`;
  });
  return `<table aria-label="${htmlText(`Confusion of ${run}`)}"><thead><tr><th scope="col"><em>actual \\ predicted</em></th>${classes.map((title) => `<th scope="col">${htmlText(title)}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
}
