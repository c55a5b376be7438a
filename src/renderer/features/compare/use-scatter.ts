import { computed } from 'vue';
import { runColours } from '../../../contract/run-colours.ts';
import type { ScatterPoint, ScatterSide } from '../../charts/scatter/scatter-scene.ts';
import { trendOf } from '../../charts/scatter/trend.ts';
import { useComparison } from '../../stores/comparison.ts';
import { comparedGroups, type ComparedGroup } from '../../../contract/compared-groups.ts';
import { columnFor, columnLabel, useComparedColumns } from '../../stores/comparison-columns.ts';
import { mostAxes } from '../../stores/comparison-explore.ts';
import { groupColumn } from './group-columns.ts';

/** A point a shown group, of any two columns: the mean of its runs and their spread, so that replicates do not pass for more evidence than they are. */
export function useScatter() {
  const comparison = useComparison();
  const { options, usualAxes } = useComparedColumns();

  const groups = computed(() => comparison.shownGroups.map((group) => ({ ...group, runs: group.runs.filter(({ id }) => comparison.isDrawn(id)) })));
  const upKey = computed(() => comparison.explore.up ?? usualAxes.value.at(-1) ?? null);
  const acrossKey = computed(() => comparison.explore.across ?? mostNumbers(usualAxes.value.slice(0, -1)) ?? 'parameters');
  const across = computed(() => sideOf(acrossKey.value, groups.value));
  const up = computed(() => (upKey.value === null ? null : sideOf(upKey.value, groups.value)));
  const trend = computed(() => (up.value === null ? null : trendOf(across.value, up.value, configs.value)));
  /** of the points, where they are single runs of which some are replicates */
  const configs = computed(() => {
    const rows = groups.value.flatMap(({ runs }) => runs);
    const count = comparison.group === null ? comparedGroups(rows, 'replicates', null).length : rows.length;
    return count < rows.length ? count : null;
  });
  const points = computed(() => groups.value.map((group): Omit<ScatterPoint, 'colour'> & { colours: { light: string; dark: string } } => ({
    key: group.key, label: group.label, baseline: group.baseline, runs: group.runs.length, colours: runColours[group.colour],
  })));

  /** The column with the most different numbers has most to show. */
  function mostNumbers(keys: readonly string[]): string | undefined {
    const counts = keys.map((key) => {
      const column = columnFor(key, comparison.rows);
      return column.kind === 'number' ? new Set(column.values).size : 0;
    });
    return keys[counts.indexOf(Math.max(...counts))];
  }

  function sideOf(key: string, of: readonly ComparedGroup[]): ScatterSide & { key: string } {
    const { column, sd } = groupColumn(key, of);
    const log = column.kind === 'number' && column.log !== comparison.explore.otherScale.includes(key) && column.values.some((value) => value > 0);
    return { key, label: columnLabel(key), column, sd, log };
  }

  /** what the baseline says of a side, whether it is shown or not; null where none is pinned or it has no number */
  function baselineOf(key: string): number | null {
    const baseline = comparison.groups.find((group) => group.baseline);
    if (!baseline) return null;
    const { column } = groupColumn(key, [baseline]);
    return column.kind === 'number' && Number.isFinite(column.values[0]) ? column.values[0]! : null;
  }

  function toggleLog(key: string): void {
    const { otherScale } = comparison.explore;
    comparison.look({ otherScale: otherScale.includes(key) ? otherScale.filter((one) => one !== key) : [...otherScale, key].slice(-mostAxes) });
  }

  return { groups, options, acrossKey, upKey, across, up, trend, points, baselineOf, toggleLog };
}
