import type { DataSetDetail } from '../../contract/data-sets.ts';
import type { RunConfig } from '../../contract/run-config.ts';
import { quote } from '../../data/errors.ts';

/** Beyond this, a network that begins with outputs near 0 takes more steps to get to its target than most runs have. */
const farFromZero = 1000;

/** What there is to say where the numbers to be learned are far from where a network begins, as sentences. */
export function farTarget({ loss, data }: Pick<RunConfig, 'loss' | 'data'>, { profile, target }: Pick<DataSetDetail, 'profile' | 'target'>): string[] {
  const column = profile.find(({ name }) => name === (data.target ?? target));
  if (loss !== 'meanSquaredError' || !column?.numeric) return [];
  const { min, max, mean, sd } = column.numeric;
  if (Math.abs(mean) + 2 * sd <= farFromZero) return [];
  const round = (value: number) => Number(value.toPrecision(4)).toLocaleString('en', { maximumFractionDigits: 0 });
  return [`The target ${quote(column.name)} goes from ${round(min)} to ${round(max)}, and a network begins near 0: it may never get there. Write smaller numbers into the table, such as thousands, or raise the learning rate.`];
}
