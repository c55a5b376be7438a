import { readClasses, type Classes } from './classes.ts';
import type { CategoricalColumn, Column, NumericColumn, Task } from './table.ts';

/**
 * How strongly a column goes with the target, over the rows that have both. Which measure it is depends on the two:
 * - `pearson`: number and number. r, from −1 to 1 (Pearson 1895).
 * - `pointBiserial`: number and two classes. Pearson's r with the positive class as 1 and the other as 0 (Tate 1954), from −1 to 1.
 * - `correlationRatio`: number and several classes, or category and number. η = √(SS between groups ÷ SS total), from 0 to 1 (Fisher 1925).
 * - `cramersV`: category and classes. Cramér's V with Bergsma's correction for chance (Bergsma 2013), from 0 to 1.
 */
export interface Association {
  column: string;
  measure: 'pearson' | 'pointBiserial' | 'correlationRatio' | 'cramersV';
  /** null where it is not defined: one of the two does not vary, or there are too few rows */
  value: number | null;
  /** rows that have a value in both */
  rows: number;
}

/** Of every column but the target itself. Throws DataError where the target has too many values to be classes. */
export function associations(columns: readonly Column[], target: Column, task: Task): Association[] {
  const associate = associateWith(target, task);
  return columns.filter((column) => column.name !== target.name).map(associate);
}

/** Looks at the target once, for many columns. */
export function associateWith(target: Column, task: Task): (column: Column) => Association {
  if (task === 'regression' && target.type === 'numeric') return (column) => withNumber(column, target);
  const classes = readClasses(target, target.type === 'numeric' ? target.values.length : target.codes.length);
  return (column) => withClasses(column, classes);
}

function withNumber(column: Column, target: NumericColumn): Association {
  if (column.type === 'numeric') return { column: column.name, measure: 'pearson', ...pearson(column.values, target.values) };
  return { column: column.name, measure: 'correlationRatio', ...correlationRatio(target.values, column.codes, column.categories.length) };
}

function withClasses(column: Column, classes: Classes): Association {
  if (column.type === 'categorical') return { column: column.name, measure: 'cramersV', ...cramersV(column, classes) };
  if (classes.names.length > 2) return { column: column.name, measure: 'correlationRatio', ...correlationRatio(column.values, classes.codes, classes.names.length) };
  const positive = Float64Array.from(classes.codes, (code) => (code < 0 ? NaN : code));
  return { column: column.name, measure: 'pointBiserial', ...pearson(column.values, positive) };
}

type Measured = Pick<Association, 'value' | 'rows'>;

/** NaN is a missing value. Two passes, each series divided by its largest size, so that no square leaves float64. */
export function pearson(x: Float64Array, y: Float64Array): Measured {
  let [rows, xUnit, yUnit] = [0, 0, 0];
  for (let row = 0; row < x.length; row++) {
    if (Number.isNaN(x[row]!) || Number.isNaN(y[row]!)) continue;
    rows++;
    xUnit = Math.max(xUnit, Math.abs(x[row]!));
    yUnit = Math.max(yUnit, Math.abs(y[row]!));
  }
  if (rows < 2 || xUnit === 0 || yUnit === 0) return { value: null, rows };
  let [xSum, ySum] = [0, 0];
  for (let row = 0; row < x.length; row++) {
    if (Number.isNaN(x[row]!) || Number.isNaN(y[row]!)) continue;
    xSum += x[row]! / xUnit;
    ySum += y[row]! / yUnit;
  }
  let [xx, yy, xy] = [0, 0, 0];
  for (let row = 0; row < x.length; row++) {
    if (Number.isNaN(x[row]!) || Number.isNaN(y[row]!)) continue;
    const dx = x[row]! / xUnit - xSum / rows;
    const dy = y[row]! / yUnit - ySum / rows;
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  return { value: xx > 0 && yy > 0 ? clamp(xy / (Math.sqrt(xx) * Math.sqrt(yy)), -1) : null, rows };
}

/** η of numbers (NaN: missing) in `count` groups (-1: missing). Null where all numbers are the same, or all are in one group. */
export function correlationRatio(values: Float64Array, groups: Int32Array, count: number): Measured {
  const sums = new Float64Array(count);
  const sizes = new Float64Array(count);
  let unit = 0;
  for (let row = 0; row < values.length; row++) if (groups[row]! >= 0 && !Number.isNaN(values[row]!)) unit = Math.max(unit, Math.abs(values[row]!));
  let [rows, sum] = [0, 0];
  for (let row = 0; row < values.length; row++) {
    const group = groups[row]!;
    if (group < 0 || Number.isNaN(values[row]!)) continue;
    const value = unit === 0 ? 0 : values[row]! / unit;
    rows++;
    sum += value;
    sums[group]! += value;
    sizes[group]!++;
  }
  const mean = sum / rows;
  let [total, between, used] = [0, 0, 0];
  for (let row = 0; row < values.length; row++) {
    if (groups[row]! < 0 || Number.isNaN(values[row]!)) continue;
    const difference = (unit === 0 ? 0 : values[row]! / unit) - mean;
    total += difference * difference;
  }
  for (let group = 0; group < count; group++) {
    if (sizes[group] === 0) continue;
    used++;
    const difference = sums[group]! / sizes[group]! - mean;
    between += sizes[group]! * difference * difference;
  }
  return { value: used > 1 && total > 0 ? clamp(Math.sqrt(between / total), 0) : null, rows };
}

/**
 * φ² = Σ o²/(row total · column total) − 1, less what chance would give, (r − 1)(k − 1)/(n − 1); V = √(φ²/min(r′ − 1, k′ − 1))
 * with r′ = r − (r − 1)²/(n − 1) and k′ alike (Bergsma, "A bias-correction for Cramér's V and Tschuprow's T", 2013).
 */
export function cramersV(column: CategoricalColumn, { names, codes }: Classes): Measured {
  const cells = new Map<number, number>();
  const across = new Float64Array(column.categories.length);
  const down = new Float64Array(names.length);
  let rows = 0;
  for (let row = 0; row < codes.length; row++) {
    const [category, code] = [column.codes[row]!, codes[row]!];
    if (category < 0 || code < 0) continue;
    rows++;
    across[category]!++;
    down[code]!++;
    const cell = category * names.length + code;
    cells.set(cell, (cells.get(cell) ?? 0) + 1);
  }
  const [r, k] = [across, down].map((counts) => counts.reduce((used, count) => used + (count > 0 ? 1 : 0), 0)) as [number, number];
  if (r < 2 || k < 2 || rows < 2) return { value: null, rows };
  let squares = 0;
  for (const [cell, count] of cells) squares += (count * count) / (across[Math.floor(cell / names.length)]! * down[cell % names.length]!);
  const phi2 = Math.max(0, squares - 1 - ((r - 1) * (k - 1)) / (rows - 1));
  const least = Math.min(r - ((r - 1) * (r - 1)) / (rows - 1), k - ((k - 1) * (k - 1)) / (rows - 1)) - 1;
  return { value: least > 0 ? clamp(Math.sqrt(phi2 / least), 0) : null, rows };
}

/** Rounding may lead a little beyond the ends. */
function clamp(value: number, least: number): number {
  return Math.min(1, Math.max(least, value));
}
