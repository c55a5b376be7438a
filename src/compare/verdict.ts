import { describe, type Description } from './statistics/describe.ts';
import { holm, holmFactors } from './statistics/holm.ts';
import { mcNemarTest, type McNemar } from './statistics/mcnemar.ts';
import { moreSeeds } from './statistics/more-seeds.ts';
import { moreAlike, permutationTest, ROUNDING, withoutSpread, type PermutationTest } from './statistics/permutation-test.ts';
import { pairedTest, welchTest, type TTest } from './statistics/t-tests.ts';

/** Replicates, which count as one: runs that differ in seeds or fold alone. */
export interface Contender {
  label: string;
  /** `pair` names what two contenders may share (seed and fold); values that are not finite are left out, and of two that share pair and value one */
  replicates: { pair: string; value: number }[];
  /** what it predicts of which data, where that is known: values of different data say nothing about each other */
  about?: string;
  /** of these, so many have not ended and do not count yet */
  waiting?: number;
  /** it cannot be trained from other seeds, so that there is nothing to ask for */
  fixed?: boolean;
  /** of a single run, where its rows were classified: was each row right? */
  rowsRight?: readonly boolean[];
}

export type Evidence = TTest | PermutationTest | ({ kind: 'mcnemar' } & McNemar);

export interface Verdict {
  a: { label: string } & Description;
  b: { label: string } & Description;
  /** null where one run a side leaves nothing to test with */
  evidence: Evidence | null;
  /** p after Holm's correction for all verdicts that were asked for together */
  p: number;
  outcome: 'aBetter' | 'bBetter' | 'withinNoise' | 'untested';
  moreSeeds: number | null;
  /** whose single run leaves nothing to test with, by label; empty for all other outcomes, and where seeds are not to be had */
  lacking: string[];
  sentence: string;
}

const LEVEL = 0.05;

/** Holds each contender against the baseline. `higherIsBetter` is the metric's direction. */
export function judge(baseline: Contender, others: readonly Contender[], higherIsBetter: boolean): Verdict[] {
  const gathered = others.map((other) => ({ other, evidence: evidenceOf(other, baseline) }));
  const pValues = gathered.map(({ evidence }) => evidence?.p ?? Number.NaN);
  const [corrected, factors] = [holm(pValues), holmFactors(pValues)];
  return gathered.map(({ other, evidence }, i) => verdictOf(other, baseline, evidence, { p: corrected[i]!, level: levelOf(pValues[i]!, corrected[i]!, factors[i]!) }, higherIsBetter));
}

/** Paired where at least two pairs match up and none is left over, Welch's otherwise, McNemar's for two single runs; a permutation test where nothing varies. */
function evidenceOf(a: Contender, b: Contender): Evidence | null {
  if (differ(a, b)) return null;
  const [valuesA, valuesB] = [finite(a), finite(b)];
  if (valuesA.length === 1 && valuesB.length === 1)
    return a.rowsRight && b.rowsRight ? { kind: 'mcnemar', ...mcNemarTest(a.rowsRight, b.rowsRight) } : null;
  const pairs = pairUp(valuesA, valuesB);
  const [ofA, ofB] = pairs ? [pairs.a, pairs.b] : [valuesA.map((r) => r.value), valuesB.map((r) => r.value)];
  const test = pairs ? pairedTest(ofA, ofB) : welchTest(ofA, ofB);
  const largest = Math.max(...[...ofA, ...ofB].map(Math.abs));
  if (!test || !withoutSpread(test, largest)) return test;
  return permutationTest(pairs !== null, Math.abs(test.difference) <= largest * ROUNDING ? 0 : test.difference, [ofA.length, ofB.length]);
}

function pairUp(a: Contender['replicates'], b: Contender['replicates']): { a: number[]; b: number[] } | null {
  const byPair = new Map(b.map((replicate) => [replicate.pair, replicate.value]));
  const unique = new Set(a.map((replicate) => replicate.pair));
  const complete = a.length === b.length && unique.size === a.length && byPair.size === b.length && a.every((r) => byPair.has(r.pair));
  return complete ? { a: a.map((r) => r.value), b: a.map((r) => byPair.get(r.pair)!) } : null;
}

const differ = (a: Contender, b: Contender): boolean => a.about !== undefined && b.about !== undefined && a.about !== b.about;

/** Training is exact: the same config once more, with the same seed and fold and so the same value, is no further evidence. */
function finite({ replicates }: Contender): Contender['replicates'] {
  const counted = new Set<string>();
  return replicates.filter(({ pair, value }) => {
    const said = `${pair} ${value}`;
    return Number.isFinite(value) && !counted.has(said) && counted.add(said);
  });
}

/** The level of one among many. Where a smaller p value holds it up, that one has to come down as well; a corrected p of 1 no longer tells by how much. */
const levelOf = (p: number, corrected: number, factor: number): number => Math.min(LEVEL / factor, corrected > 0 && corrected < 1 ? (LEVEL * p) / corrected : LEVEL);

/** `level`: what its own p value has to be below among all that were asked for together, those with smaller ones included. */
function verdictOf(a: Contender, b: Contender, evidence: Evidence | null, { p, level }: { p: number; level: number }, higherIsBetter: boolean): Verdict {
  const described = { a: describeContender(a), b: describeContender(b) };
  if (!evidence) {
    if (differ(a, b)) return { ...described, evidence, p, outcome: 'untested', moreSeeds: null, lacking: [], sentence: 'not comparable: it predicts something else than the baseline' };
    const empty = [a, b].find((one) => finite(one).length === 0);
    const single = empty ? [] : [a, b].filter((one) => finite(one).length === 1);
    const lacking = single.some(({ fixed }) => fixed) ? [] : single.map(({ label }) => label);
    return { ...described, evidence, p, outcome: 'untested', moreSeeds: null, lacking, sentence: empty ? emptySentence(empty) : singleSentence(single) };
  }
  // McNemar's difference is one of accuracies, whatever the metric.
  const aLeads = evidence.difference > 0 === (higherIsBetter || evidence.kind === 'mcnemar');
  const outcome = !(p < LEVEL) ? 'withinNoise' : aLeads ? 'aBetter' : 'bBetter';
  const fixed = [a, b].filter((one) => one.fixed);
  const more = outcome === 'withinNoise' && fixed.length === 0 ? moreOf(evidence, Math.min(described.a.n, described.b.n), level) : null;
  const names = aLeads ? [a.label, b.label] : [b.label, a.label];
  const sentence = outcome === 'withinNoise' ? noiseSentence(names[0]!, evidence, p, { more, fixed, ...described }) : betterSentence(names[0]!, evidence, p, described);
  return { ...described, evidence, p, outcome, moreSeeds: more, lacking: [], sentence };
}

function moreOf(evidence: Evidence, seeds: number, level: number): number | null {
  if (evidence.kind === 'mcnemar') return null;
  return evidence.kind === 'permutation' ? moreAlike(evidence, seeds, level) : moreSeeds(evidence, seeds, level);
}

/** What a group's finite values come to. */
export const describeContender = (contender: Contender): { label: string } & Description => ({ label: contender.label, ...describe(finite(contender).map((r) => r.value)) });

const emptySentence = ({ label, waiting = 0 }: Contender): string => (waiting > 0 ? `not tested: ${label} has not ended yet` : `not tested: ${label} has no finite value of this metric`);
function singleSentence(single: readonly Contender[]): string {
  const fixed = single.filter((one) => one.fixed);
  return `not tested: ${single.length > 1 ? 'one run a side' : `a single run of ${single[0]!.label}`}${fixed.length === 0 ? '' : `, and ${noOtherSeeds(fixed)}`}`;
}

const noOtherSeeds = ([one, other]: readonly Contender[]): string => (other ? 'neither can be trained from other seeds' : `${one!.label} cannot be trained from other seeds`);

/** Said once for all verdicts that lack seeds: why, and the way out. Null where none does. */
export function wayOut(verdicts: readonly Verdict[]): string | null {
  const lacking = [...new Set(verdicts.flatMap((verdict) => verdict.lacking))];
  if (lacking.length === 0) return null;
  const names = lacking.length > mostNamed ? `${lacking.slice(0, mostNamed).join(', ')} and ${lacking.length - mostNamed} others` : lacking.join(', ');
  return `One run says nothing about chance: a few more seeds of ${names} would tell.`;
}

const mostNamed = 4;

function betterSentence(better: string, evidence: Evidence, p: number, { a, b }: Pick<Verdict, 'a' | 'b'>): string {
  const by = significant(Math.abs(evidence.difference));
  if (evidence.kind === 'mcnemar')
    return `${better} is better by ${by} in accuracy (${evidence.onlyA + evidence.onlyB} rows differ, p ${roundedP(p)})`;
  const n = numbers(a, b);
  if (evidence.kind === 'permutation') return `${better} is better by ${by} with every seed (${n}, no spread, p ${roundedP(p)})`;
  return `${better} is better by ${by} ± ${significant(evidence.margin)} (${n}, p ${roundedP(p)})`;
}

function noiseSentence(leading: string, evidence: Evidence, p: number, { more, fixed, a, b }: Pick<Verdict, 'a' | 'b'> & { more: number | null; fixed: readonly Contender[] }): string {
  if (evidence.kind === 'mcnemar') return `within noise (${evidence.onlyA + evidence.onlyB} rows differ, p ${roundedP(p)})`;
  if (evidence.kind === 'permutation' && evidence.difference === 0) return `no difference: every seed came out the same on both sides (${numbers(a, b)})`;
  const way = fixed.length > 0 ? noOtherSeeds(fixed) : more === null ? 'more seeds are unlikely to tell' : `about ${roughly(more)} more ${more === 1 ? 'seed' : 'seeds'} would tell`;
  if (evidence.kind === 'permutation')
    return `too few seeds: ${leading} leads by ${significant(Math.abs(evidence.difference))} with every one, and without spread there is no interval; ${way}`;
  return more === null ? `within noise (p ${roundedP(p)}); ${way}` : `within noise; ${way}`;
}

/** Two digits, upwards: it is an order of magnitude. */
export function roughly(seeds: number): number {
  const step = 10 ** Math.max(0, String(seeds).length - 2);
  return Math.ceil(seeds / step) * step;
}

const numbers = (a: Description, b: Description): string => (a.n === b.n ? `n = ${a.n}` : `n = ${a.n} and ${b.n}`);
const significant = (value: number) => (value === 0 ? '0' : String(Number(value.toPrecision(2))));
const roundedP = (p: number) => (p < 0.001 ? '< 0.001' : `= ${Number(p.toPrecision(2))}`);
