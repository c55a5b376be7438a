import { isCellMissing } from './columns.ts';
import type { MissingPolicy } from './config.ts';
import { DataError, quote } from './errors.ts';
import type { DataPlan } from './plan.ts';

/** The rows that a run may use, ascending: those with a target and, by the policy, with all features. */
export function usableRows(plan: DataPlan, missing: MissingPolicy): { rows: Uint32Array; notes: string[] } {
  const { table, target, features } = plan;
  const holes = missing === 'dropRow' || missing === 'error' ? features.filter((column) => hasMissing(column, table.rows)) : [];
  const rows: number[] = [];
  let [untold, incomplete] = [0, 0];
  for (let row = 0; row < table.rows; row++) {
    if (isCellMissing(target, row)) {
      untold++;
      continue;
    }
    const hole = holes.find((column) => isCellMissing(column, row));
    if (!hole) rows.push(row);
    else if (missing === 'dropRow') incomplete++;
    else throw holeError(row, hole.name);
  }
  if (rows.length === 0) {
    throw new DataError(
      `No row has a value in the target and in every feature. ${missing === 'dropRow' ? 'Let data.missing say mean, median or mode.' : 'Choose another target.'}`,
      { field: 'data.missing' },
    );
  }
  return {
    rows: Uint32Array.from(rows),
    notes: [
      ...(untold > 0 ? [`${countRows(untold)} without a value in ${quote(target.name)} left out.`] : []),
      ...(incomplete > 0 ? [`${countRows(incomplete)} with missing cells left out, before the split.`] : []),
    ],
  };
}

function hasMissing(column: DataPlan['features'][number], rows: number): boolean {
  for (let row = 0; row < rows; row++) if (isCellMissing(column, row)) return true;
  return false;
}

function countRows(count: number): string {
  return count === 1 ? '1 row' : `${count} rows`;
}

function holeError(row: number, column: string): DataError {
  return new DataError(
    `Row ${row + 1} has no value in ${quote(column)}. Fill it in, or let data.missing say mean, median, mode or dropRow.`,
    { column, field: 'data.missing' },
  );
}
