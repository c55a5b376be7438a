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
  const groups = new Map<string, RunRow[]>();
  for (const row of rows) {
    const value = field === null ? null : cellOf(row, field);
    const label = value === null ? 'none' : String(value);
    const group = groups.get(label);
    if (group) group.push(row);
    else groups.set(label, [row]);
  }
  const name = column.split('.').at(-1) ?? column;
  return [...groups].map(([value, runs]) => ({ label: counted(`${name} ${value}`, runs.length), runs }));
}

/** What replicates are called where they count as one: `adam × 10`. */
export const replicatesLabel = (runs: readonly RunRow[]): string => counted(sharedName(runs.map(({ name }) => name)), runs.length);

const counted = (label: string, runs: number): string => (runs === 1 ? label : `${label} × ${runs}`);
