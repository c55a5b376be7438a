import { groupReplicates, sharedName } from '../compare/replicates.ts';
import { replicatedConfig } from './known-config.ts';
import { cellOf, columnNamed } from './run-columns.ts';
import type { RunRow } from './runs.ts';

/** Runs that are compared as one: replicates, those that share a value, or a single run. */
export interface ComparedGroup {
  /** the id of its first run, by which it keeps its colour and its place */
  key: string;
  label: string;
  runs: RunRow[];
  baseline: boolean;
}

/** The runs in groups, the one of the baseline first, the others in the order of the runs. */
export function comparedGroups(rows: readonly RunRow[], group: string | null, baseline: string | null): ComparedGroup[] {
  const groups = gathered(rows, group).map(({ label, runs }): ComparedGroup => ({
    key: runs[0]!.id, label, runs, baseline: runs.some((run) => run.id === baseline),
  }));
  return [...groups.filter((one) => one.baseline), ...groups.filter((one) => !one.baseline)];
}

interface Gathered {
  label: string;
  runs: RunRow[];
}

function gathered(rows: readonly RunRow[], group: string | null): Gathered[] {
  if (group === null) return rows.map((run) => ({ label: run.name, runs: [run] }));
  if (group === 'replicates')
    return groupReplicates(rows, replicatedConfig).map((runs) => ({ label: replicatesLabel(runs), runs }));
  return byValue(rows, group);
}

function byValue(rows: readonly RunRow[], column: string): Gathered[] {
  const field = columnNamed(column);
  const groups = new Map<string, Gathered>();
  const name = column.split('.').at(-1) ?? column;
  for (const row of rows) {
    const value = field === null ? null : cellOf(row, field);
    const key = String(value);
    const group = groups.get(key);
    if (group) group.runs.push(row);
    else groups.set(key, { label: `${name} ${typeof value === 'number' ? Number(value.toPrecision(tellingDigits)) : value === null ? 'none' : String(value)}`, runs: [row] });
  }
  return [...groups.values()].map(({ label, runs }) => ({ label: counted(label, runs.length), runs }));
}

/** Of a number, for 18 × 0.001 in floating point has seventeen. */
const tellingDigits = 12;

/** What replicates are called where they count as one: `adam × 10`. */
export const replicatesLabel = (runs: readonly RunRow[]): string => counted(sharedName(runs.map(({ name }) => name)), runs.length);

const counted = (label: string, runs: number): string => (runs === 1 ? label : `${label} × ${runs}`);
