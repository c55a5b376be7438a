import type { MeasuredRun } from './class-plots.ts';

/** A score of a classifier on some rows: its name, what it is, and its value. */
export interface ClassScore {
  title: string;
  help: string;
  of(one: Pick<MeasuredRun<unknown>, 'calls' | 'measure'>): number;
}

/** Of all classifiers of a section; `positive` is the class that curves are about. */
export function classScoreList(positive: string, binary: boolean): ClassScore[] {
  const averaged = binary ? `of ${positive}, at the threshold` : 'mean over the classes';
  return [
    { title: 'Accuracy', help: 'Share of the rows that are called rightly', of: ({ calls }) => calls.accuracy },
    { title: 'Precision', help: `Share of the called rows that are so, ${averaged}`, of: ({ calls }) => calls.precision },
    { title: 'Recall', help: `Share of the rows that are so and are called so, ${averaged}`, of: ({ calls }) => calls.recall },
    { title: 'F1', help: `Harmonic mean of the two, ${averaged}`, of: ({ calls }) => calls.f1 },
    { title: 'ROC AUC', help: `Of ${positive} against all others`, of: ({ measure }) => measure.auc },
    { title: 'Avg precision', help: `Of ${positive} against all others`, of: ({ measure }) => measure.averagePrecision },
    { title: 'Brier', help: `Mean squared error of the probability of ${positive}`, of: ({ measure }) => measure.calibration.brier },
    { title: 'ECE', help: `Expected calibration error: how far the probability of ${positive} is from its frequency, over ten bins`, of: ({ measure }) => measure.calibration.expectedError },
  ];
}
