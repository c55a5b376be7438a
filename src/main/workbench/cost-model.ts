/** An epoch's work, and the seconds that it took: one past run is one sample. */
export interface CostSample {
  steps: number;
  /** multiply-adds of one epoch */
  multiplyAdds: number;
  seconds: number;
}

/** Seconds of an epoch: what is likely, and between what past runs of the same work were. */
export type CostModel = (work: Omit<CostSample, 'seconds'>) => { likely: number; low: number; high: number };

/** Fewer samples than this cannot tell fixed costs from costs that grow. */
const enoughToSeparate = 5;
/** A machine is busy now and then: no estimate is closer than this. */
const leastSpread = 1.15;

/**
 * `seconds = a + b · steps + c · multiplyAdds` with a, b, c ≥ 0, fitted so that the sum of squared relative errors is least:
 * non-negative least squares over all subsets of the three terms. The range is the middle 80 % of the samples' ratios of
 * measured to fitted; from few samples also what each term alone would say. Null without a sample.
 */
export function fitCosts(samples: readonly CostSample[]): CostModel | null {
  const fits = subsets.flatMap((terms) => fit(samples, terms) ?? []);
  const best = fits.reduce<Fit | null>((least, one) => (least === null || one.error < least.error - 1e-12 ? one : least), null);
  if (!best) return null;
  const ratios = samples.map((sample) => sample.seconds / best.predict(sample)).sort((a, b) => a - b);
  const low = Math.min(quantile(ratios, 0.1), 1 / leastSpread);
  const high = Math.max(quantile(ratios, 0.9), leastSpread);
  const others = samples.length < enoughToSeparate ? fits.filter(({ terms }) => terms === 1) : [];
  return (work) => {
    const likely = best.predict(work);
    const guesses = [likely, ...others.map(({ predict }) => predict(work))];
    return { likely, low: Math.min(...guesses) * low, high: Math.max(...guesses) * high };
  };
}

interface Fit {
  terms: number;
  error: number;
  predict(work: Omit<CostSample, 'seconds'>): number;
}

type Term = (work: Omit<CostSample, 'seconds'>) => number;
const fixed: Term = () => 1;
const perStep: Term = ({ steps }) => steps;
const perWork: Term = ({ multiplyAdds }) => multiplyAdds;
/** The most telling first: of equal fits the first one is taken. */
const subsets: Term[][] = [[perStep], [perWork], [fixed], [perStep, perWork], [fixed, perWork], [fixed, perStep], [fixed, perStep, perWork]];

/** Null where the terms cannot be told apart, or one of them would be negative. */
function fit(samples: readonly CostSample[], terms: Term[]): Fit | null {
  if (samples.length < terms.length) return null;
  const rows = samples.map((sample) => terms.map((term) => term(sample) / sample.seconds));
  const factors = solve(
    terms.map((_, i) => terms.map((__, j) => sum(rows.map((row) => row[i]! * row[j]!)))),
    terms.map((_, i) => sum(rows.map((row) => row[i]!))),
  );
  if (!factors || factors.some((factor) => !(factor >= 0)) || factors.every((factor) => factor === 0)) return null;
  const predict: Fit['predict'] = (work) => sum(terms.map((term, at) => factors[at]! * term(work)));
  return { terms: terms.length, predict, error: sum(samples.map((sample) => (predict(sample) / sample.seconds - 1) ** 2)) };
}

/** Gaussian elimination with scaled pivots; null for a matrix that is as good as singular. */
function solve(matrix: number[][], right: number[]): number[] | null {
  const scale = matrix.map((row, at) => Math.sqrt(row[at]!));
  const rows = matrix.map((row, i) => [...row.map((value, j) => value / (scale[i]! * scale[j]!)), right[i]! / scale[i]!]);
  const size = rows.length;
  for (let at = 0; at < size; at++) {
    const pivot = rows.slice(at).reduce((most, row) => (Math.abs(row[at]!) > Math.abs(most[at]!) ? row : most));
    if (!(Math.abs(pivot[at]!) > 1e-9)) return null;
    rows.splice(rows.indexOf(pivot), 1);
    rows.splice(at, 0, pivot);
    for (const row of rows) {
      if (row === pivot) continue;
      const share = row[at]! / pivot[at]!;
      row.forEach((value, column) => { row[column] = value - share * pivot[column]!; });
    }
  }
  return rows.map((row, at) => row[size]! / row[at]! / scale[at]!);
}

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);

/** Of sorted values, by the nearest rank. */
function quantile(sorted: number[], share: number): number {
  return sorted[Math.round(share * (sorted.length - 1))]!;
}
