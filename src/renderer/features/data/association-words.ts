import type { AssociationReport } from '../../../contract/data-sets.ts';

type Measure = AssociationReport['associations'][number]['measure'];

/** What each measure of association is, and where it is from. */
export const measureWords: Record<Measure, string> = {
  pearson: 'Pearson’s r of two numbers, −1 to 1 (Pearson 1895)',
  pointBiserial: 'Point-biserial r of a number with two classes, the last class as 1; −1 to 1 (Tate 1954)',
  correlationRatio: 'Correlation ratio η of a number within groups, 0 to 1 (Fisher 1925)',
  cramersV: 'Cramér’s V of categories with classes, corrected for chance, 0 to 1 (Bergsma 2013)',
};

/** The same as a letter, beside a value. */
export const measureSigns: Record<Measure, string> = { pearson: 'r', pointBiserial: 'rpb', correlationRatio: 'η', cramersV: 'V' };
