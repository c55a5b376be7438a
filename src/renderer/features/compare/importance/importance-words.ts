import type { Direction } from '../../../../compare/importance/direction.ts';
import type { Gathered } from '../../../../compare/importance/gather.ts';
import { fewestConfigs, type FeatureImportance, type Importance, type importanceProblem } from '../../../../compare/importance/importance.ts';
import { csvCell } from '../../../charts/curve-csv.ts';
import { formatMetric, formatPlural } from '../../../format/numbers.ts';

/** Why nothing is shown, as a sentence. */
export function problemWords(problem: NonNullable<ReturnType<typeof importanceProblem>>, { target }: Gathered): string {
  switch (problem) {
    case 'nothingVaries': return 'Nothing varies: the configs of these runs differ in seeds and folds at most. Importance needs runs with different configs.';
    case 'tooFew': return `${formatPlural(target.length, 'different config')} with this metric ${target.length === 1 ? 'is' : 'are'} too few to tell what matters; it takes ${fewestConfigs}. Replicates of a config count as one.`;
    case 'sameResult': return 'All configs have the same value of this metric; there is nothing to explain.';
  }
}

/** How far the whole can be trusted. */
export function explainedWords({ explained, configs, runs, leftOut }: Importance): string {
  const of = `${formatPlural(configs, 'config')}${runs === configs ? '' : ` of ${formatPlural(runs, 'run')}`}${leftOut > 0 ? `, ${formatPlural(leftOut, 'run')} without a value left out` : ''}`;
  if (!(explained > 0.1)) return `From ${of} the forest cannot tell configs that it has not seen better than by their mean: nothing here can be relied on.`;
  return `From ${of} the forest explains ${Math.round(explained * 100)} % of the order of configs that it has not seen${explained < 0.4 ? ': read the order below with caution' : ''}.`;
}

/** Less than two standard errors above nothing. */
export const isNoise = ({ importance, error }: FeatureImportance): boolean => !(importance > 2 * error);

/** Which way it goes, in few words. */
export function directionWords(direction: Direction): string {
  if (direction.kind === 'number') return direction.rho === null ? '–' : `ρ ${direction.rho < 0 ? '−' : '+'}${Math.abs(direction.rho).toFixed(2)}`;
  const [first, last] = [direction.means[0], direction.means.at(-1)];
  return first && last && first !== last ? `${first.level} > ${last.level}` : '–';
}

/** The same in a sentence, for `metric`. */
export function directionSentence(direction: Direction, metric: string): string {
  if (direction.kind === 'number') {
    if (direction.rho === null) return 'one value only';
    const strength = Math.abs(direction.rho);
    if (strength < 0.1) return `neither way by itself (Spearman’s ρ, n = ${direction.n})`;
    return `a higher value goes with a ${direction.rho > 0 ? 'higher' : 'lower'} ${metric} (Spearman’s ρ, n = ${direction.n})`;
  }
  return `mean ${metric}: ${direction.means.slice(0, 6).map(({ level, mean, n }) => `${level} ${formatMetric(mean)} (n = ${n})`).join(', ')}`;
}

export function importanceCsv({ features }: Importance, metric: string): string {
  const rows = features.map(({ paths, importance, error, direction }) => [
    csvCell(paths.join(' ')), String(importance), String(error), direction.kind === 'number' && direction.rho !== null ? String(direction.rho) : '', csvCell(directionSentence(direction, metric)),
  ].join(','));
  return `${['config value,importance,standard error,spearman rho,direction', ...rows].join('\n')}\n`;
}
