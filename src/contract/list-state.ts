import { LONGEST_FILTER } from './filter/ast.ts';
import { columnNamed } from './run-columns.ts';
import { mostSortKeys } from './runs.ts';

/** All that decides what the list of runs shows: what a saved view keeps, a link names, and the next start finds again. */
export interface ListState {
  experimentId: string | null;
  /** in the filter language, free of mistakes */
  filter: string;
  /** names of columns, the most important first, downwards with a leading `-` */
  sort: readonly string[];
  /** what runs are gathered by, as `runs.groups` takes it */
  group: string | null;
  columns: ColumnLayout;
  compact: boolean;
}

export interface ColumnLayout {
  /** shown columns in their order; null for those that the list chooses by itself */
  shown: readonly string[] | null;
  /** in CSS pixels, of columns that the person resized */
  widths: Readonly<Record<string, number>>;
}

export const plainList: ListState = {
  experimentId: null, filter: '', sort: ['-created'], group: null, columns: { shown: null, widths: {} }, compact: false,
};

/** What somebody stored or wrote into a link: what is not understood is left as it was. */
export function listStateOf(content: Readonly<Record<string, unknown>>, otherwise: ListState = plainList): ListState {
  const { experimentId, filter, sort, group, columns, compact } = content;
  return {
    experimentId: experimentId === null || isText(experimentId, 100) ? experimentId : otherwise.experimentId,
    filter: isText(filter, LONGEST_FILTER) ? filter : otherwise.filter,
    sort: isColumnList(sort, mostSortKeys) && sort.length > 0 ? sort : otherwise.sort,
    group: group === null || isText(group, 300) ? group : otherwise.group,
    columns: typeof columns === 'object' && columns !== null ? layoutOf(columns as Record<string, unknown>) : otherwise.columns,
    compact: typeof compact === 'boolean' ? compact : otherwise.compact,
  };
}

function layoutOf({ shown, widths }: Record<string, unknown>): ColumnLayout {
  const given = typeof widths === 'object' && widths !== null ? Object.entries(widths) : [];
  return {
    shown: isColumnList(shown, 300) ? [...new Set(shown)] : null,
    widths: Object.fromEntries(given.filter((entry): entry is [string, number] => typeof entry[1] === 'number' && entry[1] >= narrowest && entry[1] <= widest)),
  };
}

/** In CSS pixels. */
export const narrowest = 48;
export const widest = 800;

/** Two states that show the same. */
export const sameState = (a: ListState, b: ListState): boolean => JSON.stringify(ordered(a)) === JSON.stringify(ordered(b));

const ordered = ({ experimentId, filter, sort, group, columns, compact }: ListState) =>
  [experimentId, filter.trim(), sort, group, columns.shown, Object.entries(columns.widths).sort(([a], [b]) => (a < b ? -1 : 1)), compact];

const isText = (value: unknown, longest: number): value is string => typeof value === 'string' && value.length <= longest;

const isColumnList = (value: unknown, most: number): value is string[] =>
  Array.isArray(value) && value.length <= most && value.every((name) => isText(name, 301) && columnNamed(name.replace(/^-/, '')) !== null);
