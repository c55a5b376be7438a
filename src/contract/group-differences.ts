import type { Scalar } from '../compare/flatten.ts';
import { rangesOf } from '../compare/missing-seeds.ts';
import { isChance } from '../compare/replicates.ts';
import { knownValue, knownValues } from './known-config.ts';
import type { RunRow } from './runs.ts';

/** What the configs of a group's runs say at one path. */
export interface GroupValue {
  /** the different ones, numbers by size before all others; undefined where a config has no such value */
  values: (Scalar | undefined)[];
  /** whether it is not known of one of the runs */
  unknown: boolean;
}

export interface GroupDifference {
  path: string;
  /** one a group, in the order given */
  groups: GroupValue[];
}

type Configured = Pick<RunRow, 'config' | 'configKnown' | 'dataSet'>;

/**
 * Only what differs: between the groups, or between the runs of one. Seeds and folds that every group has alike are no difference, nor
 * is what is not known of a run that came in from elsewhere. In the order in which documents name it; the name of a run decides nothing.
 */
export function groupDifferences(groups: readonly { runs: readonly Configured[] }[]): GroupDifference[] {
  const paths = new Set(groups.flatMap(({ runs }) => runs.flatMap((run) => [...knownValues(run).keys()])));
  const differences = [...paths].map((path) => ({ path, groups: groups.map(({ runs }) => groupValue(runs, path)) })).filter(differs);
  return differences.filter((one) => !isSaidBelow(one, differences));
}

/** "none" against a whole part of a config, each value of which is a difference of its own. */
const isSaidBelow = ({ path, groups }: GroupDifference, all: readonly GroupDifference[]): boolean =>
  groups.every(({ values }) => values.every((value) => value === undefined || value === null)) && all.some((other) => other.path.startsWith(`${path}.`));

/** Whether two groups say the same. */
export const sameValue = (a: GroupValue, b: GroupValue): boolean =>
  a.unknown === b.unknown && a.values.length === b.values.length && a.values.every((value, at) => Object.is(value, b.values[at]));

/** `0.01`, `3 values: 0.001, 0.01, 0.1`, `10 values: 1–10`, `not known` */
export function groupValueWords({ values, unknown }: GroupValue, wordsOf: (value: Scalar) => string = scalarWords): string {
  const shown = values.slice(0, mostListed);
  const words = shown.every((value) => Number.isSafeInteger(value)) ? rangesOf(shown as number[]).map(rangeWords) : shown.map((value) => (value === undefined ? '–' : wordsOf(value)));
  const more = values.length > shown.length ? ` and ${values.length - shown.length} more` : '';
  if (words.length === 0) return 'not known';
  return `${values.length > 1 ? `${values.length} values: ` : ''}${words.join(', ')}${more}${unknown ? ', of some not known' : ''}`;
}

const mostListed = 50;
/** Two that follow each other are no range yet. */
const rangeWords = ([from, to]: readonly [number, number]): string => (to - from > 1 ? `${from}–${to}` : to > from ? `${from}, ${to}` : String(from));
const scalarWords = (value: Scalar): string => (value === null ? 'none' : String(value));

function groupValue(runs: readonly Configured[], path: string): GroupValue {
  const told = runs.map((run) => knownValue(run, path));
  const values = [...new Set(told.filter((one) => one.known).map(({ value }) => value))];
  return { values: values.sort(bySize), unknown: told.some(({ known }) => !known) };
}

/** Keeps the order of what are no numbers. */
function bySize(a: Scalar | undefined, b: Scalar | undefined): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return Number(typeof b === 'number') - Number(typeof a === 'number');
}

function differs({ path, groups }: GroupDifference): boolean {
  const told = groups.filter(({ values }) => values.length > 0);
  const [first] = told;
  if (!first) return false;
  const alike = told.every((one) => sameValue({ ...one, unknown: false }, { ...first, unknown: false }));
  return !alike || (!isChance(path) && first.values.length > 1);
}
