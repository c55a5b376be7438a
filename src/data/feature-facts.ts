import { cellText, findColumn } from './columns.ts';
import type { FeaturePlan } from './feature-plan.ts';
import type { Column, Table } from './table.ts';

/** What the training rows hold in a column that is a feature: the room in which a what-if moves. */
export type FeatureFacts =
  | { column: string; kind: 'number'; min: number; max: number; mean: number; sd: number; whole: boolean }
  | { column: string; kind: 'category'; categories: { value: string; share: number }[] };

export type Part = 'test' | 'validation' | 'train';

/** A row of the table as it was, to start a what-if from. */
export interface SampleRow {
  /** of the table, from 1 */
  row: number;
  part: Part;
  /** in the order of the facts' columns; null where a cell is missing */
  cells: (number | string | null)[];
  /** the true value of the target */
  target: string | null;
}

/** The columns that a plan asks for, each once, in order. */
export function columnsOf({ inputs }: FeaturePlan): string[] {
  return [...new Set(inputs.map(({ column }) => column))];
}

/** Facts of each of the plan's columns over the given rows. */
export function featureFacts(plan: FeaturePlan, table: Table, rows: Uint32Array): FeatureFacts[] {
  return columnsOf(plan).map((name) => {
    const column = findColumn(table, name, 'data.features');
    const categories = plan.inputs.flatMap((input) => (input.column === name && input.kind === 'category' ? [input.value] : []));
    return categories.length > 0 ? categoryFacts(column, categories, rows) : numberFacts(column, rows);
  });
}

/** At most `most` rows, evenly spread over each part: first those that it was tested on, last those that it was trained on. */
export function sampleRows(plan: FeaturePlan, table: Table, parts: Record<Part, Uint32Array>, most: number): SampleRow[] {
  const columns = columnsOf(plan).map((name) => ({ column: findColumn(table, name, 'data.features'), numeric: isNumber(plan, name) }));
  const target = table.columns.find(({ name }) => name === plan.target.column);
  const order: Part[] = ['test', 'validation', 'train'];
  const filled = order.filter((part) => parts[part].length > 0);
  return filled.flatMap((part) => {
    const rows = parts[part];
    const count = Math.min(rows.length, Math.ceil(most / filled.length));
    return Array.from({ length: count }, (_, at): SampleRow => {
      const row = rows[Math.floor((at * rows.length) / count)]!;
      return {
        row: row + 1, part,
        cells: columns.map(({ column, numeric }) => (numeric ? numberAt(column, row) : shortened(cellText(column, row)))),
        target: target ? shortened(cellText(target, row)) : null,
      };
    });
  }).slice(0, most);
}

const isNumber = ({ inputs }: FeaturePlan, name: string): boolean => inputs.find(({ column }) => column === name)!.kind === 'number';

function numberAt(column: Column, row: number): number | null {
  if (column.type !== 'numeric') return null;
  const value = column.values[row]!;
  return Number.isNaN(value) ? null : value;
}

function numberFacts(column: Column, rows: Uint32Array): FeatureFacts {
  let [count, sum, min, max, whole] = [0, 0, Infinity, -Infinity, true];
  const values = column.type === 'numeric' ? column.values : new Float64Array(0);
  for (const row of rows) {
    const value = values[row]!;
    if (!(value - value === 0)) continue;
    count++;
    sum += value;
    min = Math.min(min, value);
    max = Math.max(max, value);
    whole &&= Number.isInteger(value);
  }
  if (count === 0) return { column: column.name, kind: 'number', min: 0, max: 0, mean: 0, sd: 0, whole: false };
  const mean = sum / count;
  let squares = 0;
  for (const row of rows) {
    const value = values[row]!;
    if (value - value === 0) squares += (value - mean) * (value - mean);
  }
  return { column: column.name, kind: 'number', min, max, mean, sd: Math.sqrt(squares / count), whole };
}

function categoryFacts(column: Column, categories: string[], rows: Uint32Array): FeatureFacts {
  const counts = new Map(categories.map((value) => [value, 0]));
  let count = 0;
  for (const row of rows) {
    const text = cellText(column, row);
    if (text === null || !counts.has(text)) continue;
    counts.set(text, counts.get(text)! + 1);
    count++;
  }
  return { column: column.name, kind: 'category', categories: [...counts].map(([value, seen]) => ({ value, share: count === 0 ? 0 : seen / count })) };
}

const shortened = (text: string | null): string | null => (text !== null && text.length > 1000 ? `${text.slice(0, 1000)}…` : text);
