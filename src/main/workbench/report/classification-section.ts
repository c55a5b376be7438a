import { callRows, measureClass } from '../../../compare/classification/measure-class.ts';
import type { Plot } from '../../../compare/drawing/plot.ts';
import { mostClassifiersReported, type Predictions } from '../../../contract/comparisons.ts';
import type { RunColour } from '../../../contract/run-colours.ts';
import type { RunRow } from '../../../contract/runs.ts';
import type { RowPredictions } from '../predict-rows.ts';
import { figure, htmlTable, htmlText, type HtmlColumn } from './html.ts';
import { htmlPlot } from './report-page.ts';

interface Said {
  run: RunRow;
  predictions: Predictions;
}

/** Scores, ROC and confusion on validation rows, by data set; nothing where no run says anything about such rows. */
export async function classificationSection(runs: readonly RunRow[], predictions: RowPredictions): Promise<string> {
  const classifiers = runs.filter(({ config, status }) => config.loss !== 'meanSquaredError' && status !== 'imported');
  const sets = new Map<string, Said[]>();
  for (const run of classifiers.slice(0, mostClassifiersReported)) {
    const said = await predictions.of(run.id, 'validation');
    if (said.problem !== null) continue;
    const key = JSON.stringify([said.dataSetId, run.config.data.target, said.classes]);
    sets.set(key, [...(sets.get(key) ?? []), { run, predictions: said }]);
  }
  if (sets.size === 0) return '';
  const first = classifiers.length > mostClassifiersReported ? ` The first ${mostClassifiersReported} of ${classifiers.length} runs.` : '';
  return [
    '<h2>Classification</h2>',
    `<p class="muted">On validation rows, with final weights; of two classes the positive one is called from a probability of 0.5 on. Each run by itself, replicates too.${first}</p>`,
    ...[...sets.values()].map((set, at) => setOf(set, at, runs[0]!.id)),
  ].join('\n');
}

function setOf(set: readonly Said[], at: number, baseline: string): string {
  const { classes } = set[0]!.predictions;
  const positive = classes.length - 1;
  const measured = set.map((said) => ({ ...said, measure: measureClass(said.predictions, positive), calls: callRows(said.predictions, positive, 0.5) }));
  const number = (title: string, of: (one: (typeof measured)[number]) => number): HtmlColumn<(typeof measured)[number]> => ({ title, cell: (one) => figure(of(one)), number: true });
  const share = (label: string) => ({ label, kind: 'linear' as const, from: 0, to: 1 });
  const roc: Plot<RunColour> = {
    title: `ROC of ${classes[positive]}`, x: share('false positive rate'), y: share('true positive rate'), square: true, guides: [[0, 0, 1, 1]],
    series: measured.map(({ run, measure }) => ({ key: run.id, label: run.name, colour: run.colour, baseline: run.id === baseline, shape: 'line', x: measure.roc.x, y: measure.roc.y })),
  };
  return [
    `<h3>${htmlText(`${set[0]!.run.dataSet}: ${set[0]!.run.config.data.target ?? ''}`)}</h3>`,
    htmlTable([
      { title: 'Run', cell: ({ run }) => run.name }, number('Rows', ({ predictions }) => predictions.rows.length), number('Accuracy', ({ calls }) => calls.accuracy), number('Precision', ({ calls }) => calls.precision),
      number('Recall', ({ calls }) => calls.recall), number('F1', ({ calls }) => calls.f1), number('ROC AUC', ({ measure }) => measure.auc), number('Average precision', ({ measure }) => measure.averagePrecision),
      number('Brier score', ({ measure }) => measure.calibration.brier), number('Calibration error', ({ measure }) => measure.calibration.expectedError),
    ], measured),
    htmlPlot(roc, 320, 320, `roc-${at}`),
    ...measured.map(({ run, calls }) => `<h3>Confusion of ${htmlText(run.name)}</h3>${confusionTable(classes, calls.confusion)}`),
  ].join('\n');
}

/** Of many classes a matrix says nothing that can be read. */
const mostClasses = 20;

function confusionTable(classes: readonly string[], confusion: Uint32Array): string {
  if (classes.length > mostClasses) return `<p class="muted">${classes.length} classes are too many for a matrix.</p>`;
  return htmlTable<number>([
    { title: 'actual \\ predicted', cell: (actual) => classes[actual]! },
    ...classes.map((title, predicted): HtmlColumn<number> => ({ title, cell: (actual) => String(confusion[actual * classes.length + predicted]), number: true })),
  ], [...classes.keys()]);
}
