import { LONGEST_FILTER } from '../../contract/filter/ast.ts';
import { brushesOf, brushesToText, type Brushes } from './comparison-brushes.ts';
import { bandKinds, curveAxesOf, type ChartChoices } from './comparison-charts.ts';
import { exploreOf, exploreToQuery, type ExploreChoices } from './comparison-explore.ts';

/** Where the runs of a comparison come from: named one by one, or all that a filter finds, now and later. */
export type ComparisonSource = { kind: 'runs'; ids: readonly string[] } | { kind: 'filter'; filter: string };

/** A comparison in a few words: what its link, its saved view and the next start of the application need. */
export interface ComparisonState {
  source: ComparisonSource;
  /** `replicates`, a column by which runs are taken together, or null */
  group: string | null;
  baseline: string | null;
  hidden: readonly string[];
  charts: ChartChoices;
  explore: ExploreChoices;
  /** what axes let through; runs that none of them holds back are shown */
  brushes: Brushes;
}

/** The most runs that are compared at once. */
export const MOST_COMPARED = 500;

export type LinkQuery = Record<string, string>;

export function linkOf({ source, group, baseline, hidden, charts, explore, brushes }: ComparisonState): LinkQuery {
  const { axis, logX, logY, smoothing, band, metrics } = charts;
  const query: LinkQuery = source.kind === 'filter' ? { filter: source.filter } : { runs: source.ids.join(',') };
  if (group !== null) query['group'] = group;
  if (baseline !== null) query['baseline'] = baseline;
  if (hidden.length > 0) query['hidden'] = hidden.join(',');
  if (axis !== 'epoch') query['x'] = axis;
  if (logX || logY) query['log'] = `${logX ? 'x' : ''}${logY ? 'y' : ''}`;
  if (smoothing > 0) query['smoothing'] = String(smoothing);
  if (band !== 'sd') query['band'] = band;
  if (metrics !== '') query['metrics'] = metrics;
  if (Object.keys(brushes).length > 0) query['brushes'] = brushesToText(brushes);
  return { ...query, ...exploreToQuery(explore) };
}

/** What a link means, whoever wrote it; null for one that names no runs. What is not understood is left out. */
export function stateOf(query: Record<string, unknown>): ComparisonState | null {
  const text = (name: string) => (typeof query[name] === 'string' ? query[name] : '');
  const source = sourceOf(text('runs'), text('filter'), 'filter' in query);
  if (source === null) return null;
  const smoothing = Number(text('smoothing') || 0);
  return {
    source,
    group: text('group').slice(0, 300) || null,
    baseline: idsOf(text('baseline'))[0] ?? null,
    hidden: idsOf(text('hidden')),
    charts: {
      axis: curveAxesOf(text('x')),
      logX: text('log').includes('x'),
      logY: text('log').includes('y'),
      smoothing: smoothing >= 0 && smoothing <= 0.999 ? smoothing : 0,
      band: bandKinds.find((kind) => kind === text('band')) ?? 'sd',
      metrics: text('metrics').slice(0, 200),
    },
    explore: exploreOf(text),
    brushes: brushesOf(text('brushes')),
  };
}

function sourceOf(runs: string, filter: string, filtered: boolean): ComparisonSource | null {
  const ids = idsOf(runs);
  if (ids.length > 0) return { kind: 'runs', ids };
  return filtered && filter.length <= LONGEST_FILTER ? { kind: 'filter', filter } : null;
}

const idsOf = (list: string): string[] => [...new Set(list.split(',').map((id) => id.trim()).filter((id) => /^[\w-]{1,100}$/.test(id)))].slice(0, MOST_COMPARED);
