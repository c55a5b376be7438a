import { metricValue } from './metric-table.ts';
import { cellOf, type CellValue, type ColumnField } from './run-columns.ts';
import type { RunRow } from './runs.ts';

/** What stands in a column for a run that is compared: as in the list, but that a run without a best epoch counts with its last one, as in tables and verdicts. */
export const comparedCell = (row: RunRow, field: ColumnField): CellValue => (field.kind === 'metric' ? metricValue(row, field.name, field.of) : cellOf(row, field));
