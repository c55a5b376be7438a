import { metricParts } from '../../../contract/filter/ast.ts';
import type { AvailableColumn } from '../../../contract/run-lists.ts';
import { columnLook, type RunColumn } from './columns.ts';

export interface ColumnChoice extends RunColumn {
  /** whether the runs that match differ in it */
  varies: boolean;
}

export interface ColumnChoices {
  title: string;
  columns: ColumnChoice[];
}

/** What the picker offers besides what is shown, in groups; those that vary first. `search` is looked for in names and labels. */
export function columnChoices(available: readonly AvailableColumn[], shown: readonly string[], search: string): ColumnChoices[] {
  const choices = available.flatMap((column): (ColumnChoice & { kind: AvailableColumn['kind'] })[] =>
    partsOf(column).map((key) => ({ ...columnLook(key, column.numeric), varies: column.varies, kind: column.kind })));
  const hidden = choices.filter(({ key }) => key !== 'name' && !shown.includes(key)).filter((choice) => matches(choice, search));
  const of = (...kinds: AvailableColumn['kind'][]) => hidden.filter(({ kind }) => kinds.includes(kind)).sort((a, b) => Number(b.varies) - Number(a.varies));
  return [
    { title: 'Metrics', columns: of('metric') },
    { title: 'Config', columns: of('config') },
    { title: 'Run', columns: of('row', 'shown') },
  ].filter(({ columns }) => columns.length > 0);
}

export function matches({ key, label, aside }: RunColumn, search: string): boolean {
  const text = `${key} ${label} ${aside ?? ''}`.toLowerCase();
  return search.toLowerCase().split(/\s+/).every((word) => text.includes(word));
}

const partsOf = ({ key, kind }: AvailableColumn): string[] =>
  kind === 'metric' ? metricParts.map((part) => (part === 'last' && !key.startsWith('metric:') ? key : `${key}.${part}`)) : [key];
