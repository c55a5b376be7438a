import type { NumberScores } from './number-scores.ts';

/** A score of a regression: its name, how it is computed, and its value. */
export interface NumberScore {
  title: string;
  help: string;
  of(scores: NumberScores): number;
}

export const numberScoreList: readonly NumberScore[] = [
  { title: 'Mean absolute error', help: 'Mean of |predicted − true|', of: ({ meanAbsolute }) => meanAbsolute },
  { title: 'Root mean squared error', help: 'Root of the mean of (predicted − true)²', of: ({ meanSquared }) => Math.sqrt(meanSquared) },
  { title: 'R²', help: '1 − Σ(predicted − true)² / Σ(true − mean)²', of: ({ r2 }) => r2 },
  { title: 'Bias', help: 'Mean of predicted − true', of: ({ bias }) => bias },
];
