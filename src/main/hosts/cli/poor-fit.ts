import type { RunRow } from '../../../contract/runs.ts';
import { farTarget } from '../../workbench/far-target.ts';
import type { Workbench } from '../../workbench/workbench.ts';
import { formatNumber } from './numbers.ts';

/** Why a run that has ended may predict worse than the mean of its target would, as sentences; none where it does not. */
export function poorFit(workbench: Workbench, { metrics, config, dataSetId }: RunRow): string[] {
  const name = ['val_r2', 'train_r2'].find((metric) => metric in metrics);
  const value = name === undefined ? null : metrics[name]!.best ?? metrics[name]!.last;
  if (value === null || value >= 0) return [];
  return farTarget(config, workbench.store.dataSets.get(dataSetId)).map((why) => `${name} ${formatNumber(value)} is worse than always to say the mean. ${why}`);
}
