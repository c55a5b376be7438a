import { comparedCell } from '../../contract/compared-cell.ts';
import { columnNamed } from '../../contract/run-columns.ts';
import type { RunRow } from '../../contract/runs.ts';

/** What a brush lets through of one column: numbers from one to another, both among them, or some kinds by their words. */
export type Brush = { from: number; to: number } | { levels: readonly string[] };

/** By the name of the column. A run is shown if all of them let it through. */
export type Brushes = Readonly<Record<string, Brush>>;

const mostBrushes = 30;
const mostLevels = 200;

/** Whether a run is let through. What has no value is not. */
export function passes(row: RunRow, brushes: Brushes): boolean {
  return Object.entries(brushes).every(([key, brush]) => {
    const field = columnNamed(key);
    const value = field === null ? null : comparedCell(row, field);
    if ('levels' in brush) return field !== null && brush.levels.includes(value === null ? 'none' : String(value));
    return typeof value === 'number' && value >= brush.from && value <= brush.to;
  });
}

export const brushesToText = (brushes: Brushes): string =>
  JSON.stringify(Object.fromEntries(Object.entries(brushes).map(([key, brush]) => [key, 'levels' in brush ? brush.levels : { from: brush.from, to: brush.to }])));

/** What a link says, whoever wrote it; what is not understood is left out. */
export function brushesOf(text: string): Brushes {
  let said: unknown;
  try {
    said = JSON.parse(text);
  } catch {
    return {};
  }
  if (said === null || typeof said !== 'object' || Array.isArray(said)) return {};
  const found = Object.entries(said).slice(0, mostBrushes).flatMap(([key, value]): [string, Brush][] => {
    const brush = brushOf(value);
    return brush === null || key.length > 300 || columnNamed(key) === null ? [] : [[key, brush]];
  });
  return Object.fromEntries(found);
}

function brushOf(value: unknown): Brush | null {
  if (Array.isArray(value)) return { levels: value.filter((one): one is string => typeof one === 'string').slice(0, mostLevels) };
  if (value === null || typeof value !== 'object') return null;
  const { from, to } = value as Record<string, unknown>;
  return typeof from === 'number' && typeof to === 'number' && from <= to ? { from, to } : null;
}
