import { groupReplicates, sharedName } from '../compare/replicates.ts';
import { replicatedConfig } from './known-config.ts';
import { cellOf, columnNamed } from './run-columns.ts';
import type { RunColour } from './run-colours.ts';
import type { RunRow } from './runs.ts';

/** Runs that are compared as one: replicates, those that share a value, or a single run. */
export interface ComparedGroup {
  /** the id of its oldest run, so that one that joins changes nothing */
  key: string;
  label: string;
  /** that of its oldest run, also where that one is hidden or held back */
  colour: RunColour;
  /** the oldest first */
  runs: RunRow[];
  baseline: boolean;
}

/** The runs in groups, the one of the baseline first, the others in the order of the runs. */
export function comparedGroups(rows: readonly RunRow[], group: string | null, baseline: string | null): ComparedGroup[] {
  const groups = gathered(rows, group).map(({ label, runs }): ComparedGroup => ({
    key: runs[0]!.id, label, colour: runs[0]!.colour, runs, baseline: runs.some((run) => run.id === baseline),
  }));
  return [...groups.filter((one) => one.baseline), ...groups.filter((one) => !one.baseline)];
}

interface Gathered {
  label: string;
  runs: RunRow[];
}

/** Replicates together, the oldest first, whatever the order in which the runs are named. */
export const replicateGroups = (rows: readonly RunRow[]): Gathered[] =>
  groupReplicates(rows, replicatedConfig).map(oldestFirst).map((runs) => ({ label: replicatesLabel(runs), runs }));

function gathered(rows: readonly RunRow[], group: string | null): Gathered[] {
  if (group === null) return rows.map((run) => ({ label: run.name, runs: [run] }));
  return group === 'replicates' ? replicateGroups(rows) : byValue(rows, group);
}

function byValue(rows: readonly RunRow[], column: string): Gathered[] {
  const field = columnNamed(column);
  const groups = new Map<string, Gathered>();
  const name = wordFor(column);
  for (const row of rows) {
    const value = field === null ? null : cellOf(row, field);
    const key = String(value);
    const group = groups.get(key);
    if (group) group.runs.push(row);
    else groups.set(key, { label: `${name} ${typeof value === 'number' ? Number(value.toPrecision(tellingDigits)) : value === null ? 'none' : String(value)}`, runs: [row] });
  }
  return [...groups.values()].map(({ label, runs }) => ({ label: counted(label, runs.length), runs: oldestFirst(runs) }));
}

/** `batchSize`, `learningRate`; of a kind what it is one of: `optimizer`. */
function wordFor(column: string): string {
  const [last, before] = column.split('.').reverse() as [string, ...string[]];
  return last === 'name' && before !== undefined ? before : last;
}

/** Of those launched together the ids go up. */
const oldestFirst = (runs: readonly RunRow[]): RunRow[] => runs.toSorted((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));

/** Of a number, for 18 × 0.001 in floating point has seventeen. */
const tellingDigits = 12;

/** What replicates are called where they count as one: `adam × 10`. */
const replicatesLabel = (runs: readonly RunRow[]): string => counted(sharedName(runs.map(({ name }) => name)), runs.length);

const counted = (label: string, runs: number): string => (runs === 1 ? label : `${label} × ${runs}`);
