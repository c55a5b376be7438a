import { formatMetric } from '../format/numbers.ts';
import type { Surface } from '../../compare/drawing/surface.ts';

/** What is written where lines end. Those that end in the same value share it. */
export interface LineEnd {
  keys: string[];
  value: number;
  words: string;
}

/** Discs of lines that share an end stand beside each other, in pixels. */
export const discWidth = 7;
export const mostDiscs = 5;

export function lineEnds(lines: readonly { key: string; value: number }[]): LineEnd[] {
  const ends = new Map<number, LineEnd>();
  for (const { key, value } of lines) {
    const same = ends.get(value);
    if (same) same.keys.push(key);
    else ends.set(value, { keys: [key], value, words: formatMetric(value) });
  }
  const all = [...ends.values()];
  const alike = Map.groupBy(all, ({ words }) => words);
  return all.map((end) => ({ ...end, words: toldApart(end, alike.get(end.words)!) }));
}

/** From where a line may end to the edge of the chart. */
export function roomForEnds(ends: readonly LineEnd[], measure: Surface['measure']): number {
  return Math.ceil(Math.max(0, ...ends.map(({ keys, words }) => 12 + discWidth * (Math.min(keys.length, mostDiscs) - 1) + measure(words, true)))) + 4;
}

/** With as many digits more as set it apart from the others. */
function toldApart({ value, words }: LineEnd, alike: readonly LineEnd[]): string {
  if (alike.length === 1) return words;
  for (let digits = 5; digits <= 9; digits++) {
    const longer = alike.map((one) => one.value.toPrecision(digits));
    if (new Set(longer).size === alike.length) return value.toPrecision(digits);
  }
  return value.toPrecision(9);
}
