import { columnNamed, type CellValue, type ColumnField } from '../../../contract/run-columns.ts';
import type { GroupCell } from '../../../contract/run-lists.ts';
import type { MetricPart, RowField } from '../../../contract/filter/ast.ts';
import type { ListItem } from '../../stores/grouped-list.ts';
import type { ListedLine, ListedRun } from '../../stores/run-list.ts';
import { fieldWords } from '../../format/config-words.ts';
import { formatCount, formatFull, formatMetric, formatValue } from '../../format/numbers.ts';
import { formatAgo, formatDateTime, formatDuration } from '../../format/time.ts';

/** How a column of the list looks. Its name is what main shows, sorts and groups by. */
export interface RunColumn {
  key: string;
  label: string;
  /** said behind the label, fainter */
  aside?: string;
  /** aligned by their digits */
  numeric: boolean;
  /** in CSS pixels, until the person resizes it */
  width: number;
  sorts: boolean;
  /** `now` in milliseconds since 1970 */
  text: (cell: CellValue, now: number) => string;
  /** every digit; undefined where the text says it all */
  full: (cell: CellValue) => string | undefined;
}

/** With the columns of a search over optimizers, rates, batches, networks and seeds or data sets, a window of 1440 pixels shows the list whole. */
export const nameWidth = 198;

/** `numeric` says of a config value whether it is a number in all runs. */
export function columnLook(key: string, numeric: boolean): RunColumn {
  const field = columnNamed(key)!;
  const look = { sorts: key !== 'tags', text: plainText, full: (cell: CellValue) => (typeof cell === 'string' ? cell : undefined), numeric: false, width: 96, ...labelled(field), ...shownAs(field, numeric) };
  return { ...look, key, width: Math.max(look.width, headWidth(look)) };
}

/** What the label needs besides the mark of the order, up to where it may as well be cut off. */
const headWidth = ({ label, aside = '' }: { label: string; aside?: string }) => Math.min(190, Math.ceil((label.length + aside.length) * 6.4) + 36);

type Look = Partial<Omit<RunColumn, 'key'>>;

const numberLook: Look = {
  numeric: true, width: 72,
  text: (cell) => (typeof cell === 'number' ? formatMetric(cell) : plainText(cell)),
  full: (cell) => (typeof cell === 'number' ? formatFull(cell) : undefined),
};
const countLook: Look = { numeric: true, width: 84, text: (cell) => (typeof cell === 'number' ? formatCount(cell) : '–'), full: () => undefined };
const timeLook: Look = {
  width: 92,
  text: (cell, now) => (typeof cell === 'number' ? formatAgo(cell, now) : '–'),
  full: (cell) => (typeof cell === 'number' ? formatDateTime(cell) : undefined),
};

const rowLooks: Record<RowField, Look & { label: string }> = {
  id: { label: 'Id', width: 280 },
  name: { label: 'Name', width: nameWidth },
  status: { label: 'Status', width: 108 },
  stopReason: { label: 'Ended by' },
  error: { label: 'Error', width: 220 },
  experiment: { label: 'Experiment', width: 140 },
  dataSet: { label: 'Data set', width: 96 },
  note: { label: 'Note', width: 220 },
  epochs: { label: 'Epochs', ...countLook },
  bestEpoch: { label: 'Best epoch', ...countLook },
  parameters: { label: 'Parameters', ...countLook },
  duration: {
    label: 'Trained', numeric: true, width: 96, text: (cell) => (typeof cell === 'number' && cell > 0 ? formatDuration(cell) : '–'),
    full: (cell) => (typeof cell === 'number' ? `${cell} s` : undefined),
  },
  starred: { label: 'Starred', width: 84 },
  locked: { label: 'Locked', width: 84 },
  created: { label: 'Created', ...timeLook },
  started: { label: 'Started', ...timeLook },
  ended: { label: 'Ended', ...timeLook },
};

const parts: Record<MetricPart, string> = { last: 'last', min: 'lowest', max: 'highest', best: 'best' };

function labelled(field: ColumnField): { label: string; aside?: string } {
  switch (field.kind) {
    case 'row': return { label: rowLooks[field.name].label };
    case 'shown': return { label: field.name === 'tags' ? 'Tags' : 'Network' };
    case 'metric': return { label: metricLabel(field.name), aside: parts[field.of] };
    case 'config': return configLabel(field.path);
  }
}

function shownAs(field: ColumnField, numeric: boolean): Look {
  switch (field.kind) {
    case 'row': return rowLooks[field.name];
    case 'shown': return { width: 108 };
    case 'metric': return { ...numberLook, width: 124 };
    case 'config': return numeric ? { ...numberLook, text: (cell) => (typeof cell === 'number' ? formatValue(cell) : plainText(cell)) } : {};
  }
}

/** `val_roc_auc` as people say it. */
function metricLabel(name: string): string {
  const words = name.replace(/_/g, ' ').replace(/\br2\b/, 'R²').replace(/\broc auc\b/, 'ROC AUC').replace(/\b(mse|mae)\b/, (word) => word.toUpperCase());
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The last word of the path, with what stands before it to tell it from others: the `Seed` of the split. */
function configLabel(path: string): { label: string; aside?: string } {
  if (path === 'epochs') return { label: 'Planned epochs' };
  const words = path.split('.');
  const last = words.at(-1)!;
  if (last === 'name' && words.length > 1) return { label: titled(words.at(-2)!) };
  const label = fieldWords[last]?.label ?? titled(last);
  const aside = words.slice(0, -1).filter((word) => word !== 'data' && word !== 'optimizer').join(' ');
  return aside === '' ? { label } : { label, aside };
}

const titled = (word: string) => {
  if (/^l[12]$/.test(word)) return word.toUpperCase();
  const spaced = word.replace(/([a-z])([A-Z0-9])/g, '$1 $2').toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
};

function plainText(cell: CellValue): string {
  if (cell === null) return '–';
  if (Array.isArray(cell)) return cell.length === 0 ? '–' : cell.join(', ');
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no';
  return typeof cell === 'number' ? formatValue(cell) : cell;
}

/** What a group says in this column: mean ± sd of a metric, the value where all runs have the same. */
export function groupText(column: RunColumn, cell: GroupCell | undefined, now: number): { text: string; full?: string } {
  if (cell === undefined || cell.kind === 'none') return { text: '' };
  if (cell.kind === 'various') return { text: '…', full: 'differs within the group' };
  if (cell.kind === 'same') return { text: column.text(cell.value, now), full: column.full(cell.value) ?? undefined };
  const { mean, sd, n } = cell;
  const spread = Number.isNaN(sd) ? '' : ` ± ${formatSpread(sd, mean)}`;
  return { text: `${formatMetric(mean)}${spread}`, full: `mean ${formatFull(mean)}\nstandard deviation ${Number.isNaN(sd) ? 'not defined for one value' : formatFull(sd)}\nof ${n === 1 ? '1 value' : `${formatCount(n)} values`}` };
}

/** Everything that a cell holds, where its text says less; else nothing. */
export function fullText(column: RunColumn, item: ListItem<ListedLine>, groupColumns: readonly string[], now: number): string {
  if (item.kind === 'group') return groupText(column, item.group.cells[groupColumns.indexOf(column.key)], now).full ?? '';
  const cell = item.line.value.cells.get(column.key);
  return cell === undefined ? '' : column.full(cell) ?? '';
}

/** To the digit that the mean is written to; in two digits of its own where that would be nothing. */
function formatSpread(sd: number, mean: number): string {
  const size = Math.abs(mean);
  if (sd === 0 || size < 1e-4 || size >= 1e4) return sd === 0 ? '0' : sd.toPrecision(2);
  const decimals = Math.max(0, 3 - Math.floor(Math.log10(size)));
  const aligned = sd.toFixed(Math.min(decimals, 8));
  return Number(aligned) === 0 ? sd.toExponential(1) : aligned;
}

/** How far a run has got, for those that train. */
export const shareOf = ({ epochs, plannedEpochs }: ListedRun): number => (plannedEpochs > 0 ? Math.min(1, epochs / plannedEpochs) : 0);
