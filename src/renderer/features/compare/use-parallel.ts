import { computed } from 'vue';
import type { Column } from '../../../compare/columns/column.ts';
import { noColour, runColourNames, runColours } from '../../../contract/run-colours.ts';
import type { ParallelAxis, ParallelLine } from '../../charts/parallel/parallel-scene.ts';
import { valueColour } from '../../charts/value-colours.ts';
import { formatMetric } from '../../format/numbers.ts';
import { useComparison } from '../../stores/comparison.ts';
import type { Brush } from '../../stores/comparison-brushes.ts';
import { columnLabel, useComparedColumns } from '../../stores/comparison-columns.ts';
import { mostAxes } from '../../stores/comparison-explore.ts';
import { groupColumn, several } from './group-columns.ts';

const absent = 'none';

/** Axes and lines of the compared runs, a line a run or, where they are taken together, a line a group: its mean. */
export function useParallel() {
  const comparison = useComparison();
  const { options, usualAxes } = useComparedColumns();

  /** the eye takes a run out altogether; brushes leave a trace of it */
  const groups = computed(() => comparison.groups.flatMap((group) => {
    const runs = group.runs.filter(({ id }) => !comparison.hidden.has(id));
    return runs.length === 0 ? [] : [{ ...group, runs }];
  }));
  /** of a group of which a brush holds some runs back, the others count */
  const letThrough = computed(() => groups.value.map((group) => {
    const runs = group.runs.filter(({ id }) => !comparison.heldBack.has(id));
    return { ...group, runs: runs.length === 0 ? group.runs : runs, kept: runs.length > 0 };
  }));
  const keys = computed(() => comparison.explore.axes ?? usualAxes.value);
  const axes = computed(() => keys.value.map((key): ParallelAxis => {
    const { column } = groupColumn(key, letThrough.value);
    return { key, label: columnLabel(key), column, log: logOf(key, column), brush: chartBrush(comparison.brushes[key], column) };
  }));

  const colouring = computed(() => {
    const key = comparison.explore.colourBy;
    if (key === null) return null;
    const { column } = groupColumn(key, letThrough.value);
    return { key, column, log: logOf(key, column), ...rangeOf(column) };
  });
  const lines = computed(() => letThrough.value.map(({ key, label, colour, baseline, kept }, at): Omit<ParallelLine, 'colour'> & { colours: { light: string; dark: string } } =>
    ({ key, label, baseline, kept, colours: coloursOf(at, colour) })));

  function coloursOf(at: number, own: keyof typeof runColours): { light: string; dark: string } {
    const by = colouring.value;
    if (by === null) return runColours[own];
    if (by.column.kind === 'category') return by.column.codes[at]! < 0 ? noColour : runColours[runColourNames[by.column.codes[at]! % runColourNames.length]!];
    const value = by.column.values[at]!;
    if (Number.isNaN(value)) return noColour;
    const to = (one: number) => (by.log ? Math.log(one) : one);
    const share = by.high > by.low ? (to(value) - to(by.low)) / (to(by.high) - to(by.low)) : 0.5;
    return { light: valueColour(share, 'light'), dark: valueColour(share, 'dark') };
  }

  function logOf(key: string, column: Column): boolean {
    if (column.kind !== 'number') return false;
    const wanted = column.log !== comparison.explore.otherScale.includes(key);
    return wanted && column.values.every((value) => !(value <= 0));
  }

  function toggleLog(key: string): void {
    const { otherScale } = comparison.explore;
    comparison.look({ otherScale: otherScale.includes(key) ? otherScale.filter((one) => one !== key) : [...otherScale, key].slice(-mostAxes) });
  }

  const setAxes = (next: readonly string[]) => comparison.look({ axes: [...new Set(next)].slice(0, mostAxes) });
  const add = (key: string) => setAxes([...keys.value, key]);

  function remove(key: string): void {
    comparison.brush(key, null);
    setAxes(keys.value.filter((one) => one !== key));
  }

  function move(key: string, to: number): void {
    const others = keys.value.filter((one) => one !== key);
    setAxes(others.toSpliced(Math.max(0, to), 0, key));
  }

  function brush(key: string, wanted: ParallelAxis['brush']): void {
    const column = axes.value.find((axis) => axis.key === key)?.column;
    comparison.brush(key, wanted === null || column === undefined ? null : storedBrush(wanted, column));
  }

  return { groups, axes, lines, colouring, options, add, remove, move, brush, toggleLog, logOf };
}

function chartBrush(brush: Brush | undefined, column: Column): ParallelAxis['brush'] {
  if (!brush) return null;
  if (!('levels' in brush)) return column.kind === 'number' ? brush : null;
  if (column.kind === 'number') return null;
  return { levels: brush.levels.map((level) => (column.levels.includes(level) ? column.levels.indexOf(level) : -1)) };
}

function storedBrush(brush: NonNullable<ParallelAxis['brush']>, column: Column): Brush | null {
  if (!('levels' in brush)) return brush;
  return column.kind === 'category' ? { levels: brush.levels.map((code) => column.levels[code] ?? absent).filter((level) => level !== several) } : null;
}

function rangeOf(column: Column): { low: number; high: number } {
  if (column.kind === 'category') return { low: 0, high: 0 };
  const there = column.values.filter((value) => !Number.isNaN(value));
  return there.reduce(({ low, high }, value) => ({ low: Math.min(low, value), high: Math.max(high, value) }), { low: Infinity, high: -Infinity });
}

/** A value of a column as people read it. */
export function valueWords(column: Column, at: number): string {
  if (column.kind === 'category') return column.levels[column.codes[at]!] ?? absent;
  const value = column.values[at]!;
  return Number.isNaN(value) ? absent : Number.isInteger(value) && Math.abs(value) < 1e6 ? String(value) : formatMetric(value);
}
