import { metricParts, type MetricPart } from '../../contract/filter/ast.ts';
import { columnNamed } from '../../contract/run-columns.ts';

/** Which columns the pictures of config values and metrics are of; null is what suits the runs. Columns by name. */
export interface ExploreChoices {
  /** of parallel coordinates, from left to right */
  axes: readonly string[] | null;
  /** what the lines of parallel coordinates are coloured by; null is the run */
  colourBy: string | null;
  across: string | null;
  up: string | null;
  /** axes whose logarithm is the other way than what suits their values */
  otherScale: readonly string[];
  /** what runs are judged by, in the list, by verdicts and in the report; null is what such runs are usually judged by */
  metric: string | null;
  /** which value of each metric the table shows and runs are judged by */
  value: MetricPart;
}

export const plainExplore: ExploreChoices = { axes: null, colourBy: null, across: null, up: null, otherScale: [], metric: null, value: 'best' };

export const mostAxes = 16;

/** For a link: only what is not plain. Names of columns may have any letters, so that a list is JSON. */
export function exploreToQuery({ axes, colourBy, across, up, otherScale, metric, value }: ExploreChoices): Record<string, string> {
  return {
    ...(axes && { axes: JSON.stringify(axes) }), ...(colourBy !== null && { colour: colourBy }), ...(across !== null && { across }), ...(up !== null && { up }),
    ...(otherScale.length > 0 && { scale: JSON.stringify(otherScale) }), ...(metric !== null && { metric }), ...(value !== 'best' && { value }),
  };
}

/** What a link says, whoever wrote it; what is not understood is left out. `text` is empty for what is not there. */
export function exploreOf(text: (name: string) => string): ExploreChoices {
  const column = (name: string) => (isColumn(text(name)) ? text(name) : null);
  const axes = columnsOf(text('axes'));
  return {
    axes: axes.length > 0 ? axes : null, colourBy: column('colour'), across: column('across'), up: column('up'),
    otherScale: columnsOf(text('scale')), metric: text('metric').slice(0, 300) || null, value: metricParts.find((part) => part === text('value')) ?? 'best',
  };
}

function columnsOf(text: string): string[] {
  try {
    const said: unknown = JSON.parse(text);
    return Array.isArray(said) ? [...new Set(said.filter(isColumn))].slice(0, mostAxes) : [];
  } catch {
    return [];
  }
}

const isColumn = (name: unknown): name is string => typeof name === 'string' && name !== '' && name.length <= 300 && columnNamed(name) !== null;
