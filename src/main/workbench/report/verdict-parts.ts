import { oneGroupWords } from '../../../compare/replicates.ts';
import { wayOut, type Verdict } from '../../../compare/verdict.ts';
import { apart, figure, spread } from './figures.ts';
import { htmlTable, htmlText } from './html.ts';
import { named } from './legend.ts';
import type { Reported } from './reported.ts';

const tests = { paired: 'paired t', welch: 'Welch’s t', mcnemar: 'McNemar’s', permutation: 'permutation' };

/** Sentences first, then what they rest on. */
export function verdictParts({ comparison: { verdicts, sides, groups, training }, replicates }: Reported): string[] {
  if (verdicts.length === 0) return [`<p>${htmlText(oneGroupWords(groups.flatMap(({ runs }) => runs.map(({ config }) => config))))}</p>`];
  const way = wayOut(verdicts);
  const colours = new Map(replicates.flatMap(({ runs, colour }) => runs.map(({ id }) => [id, colour])));
  const rows = sides.map((side, at) => ({ side, colour: colours.get(groups[at]!.runs[0]!.id)!, verdict: at === 0 ? null : verdicts[at - 1]! }));
  const number = (value: number | undefined) => (value === undefined || Number.isNaN(value) ? '–' : figure(value));
  return [
    `<ul class="sentences">${verdicts.filter(({ outcome }) => outcome !== 'untested').map(({ a, b, sentence }) => `<li>${htmlText(`${a.label} against ${b.label}: `)}<b>${htmlText(sentence)}</b>.</li>`).join('')}</ul>`,
    ...(way === null ? [] : [`<p>${htmlText(way)}</p>`]),
    ...(training === 0 ? [] : [`<p>${training === 1 ? 'One run had' : `${training} runs had`} not ended when this was written, and ${training === 1 ? 'does' : 'do'} not count.</p>`]),
    htmlTable<(typeof rows)[number]>([
      { title: 'Group', cell: ({ side, colour, verdict }) => named({ label: side.label, colour, baseline: verdict === null }) }, { title: 'n', cell: ({ side }) => String(side.n), number: true },
      { title: 'Mean', cell: ({ side }) => number(side.mean), number: true }, { title: 'sd', cell: ({ side }) => number(side.sd), number: true },
      { title: '95 % interval', cell: ({ side: { interval } }) => (interval ? `${figure(interval[0])} to ${figure(interval[1])}` : '–'), number: true },
      { title: 'Difference', cell: ({ verdict }) => (verdict ? differenceOf(verdict) : ''), number: true }, { title: 'Test', cell: ({ verdict }) => ({ html: verdict ? `<span class="short">${verdict.evidence ? tests[verdict.evidence.kind] : '–'}</span>` : '' }) },
      { title: 'p', cell: ({ verdict }) => (verdict ? (verdict.p < 0.001 ? '< 0.001' : number(verdict.p)) : ''), number: true }, { title: 'Verdict', cell: ({ verdict }) => verdict?.sentence ?? '' },
    ], rows, 'Verdicts'),
    `<p class="muted">Replicates, runs that differ in seeds or fold alone, count as one: n runs, their mean, the standard deviation of the sample (sd), and the 95 % interval of the mean by Student’s t. Each is held against the baseline: by a paired t test
where seeds and folds pair up, by Welch’s otherwise, by McNemar’s exact test of two single runs that were asked about the same rows, by a permutation test where no seed differs from the others. p is two-sided and corrected for all verdicts here by Holm’s steps; below 0.05 a verdict says which is better.
± is half the 95 % interval of the difference. The seeds that would tell are those of 80 % power for the difference seen.</p>`,
  ];
}

const differenceOf = ({ evidence }: Verdict): string => (!evidence ? '–' : !('margin' in evidence) ? apart(evidence.difference) : `${apart(evidence.difference)} ± ${spread(evidence.margin)}`);
