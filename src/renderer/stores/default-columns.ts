import type { AvailableColumn } from '../../contract/run-lists.ts';

/** Sums of a config that other columns say better, and the id that a fork is from, which the inspector draws. */
const saidOtherwise = /^(network\.|data\.set$|data\.target$|epochs$|snapshots\.|from$)/;

const mostConfigs = 40;

/**
 * The columns that a list shows until a person chooses: how good the runs are, what sets them apart, how long they took.
 * What does not vary is left out.
 */
export function defaultColumns(available: readonly AvailableColumn[]): string[] {
  const known = new Map(available.map((column) => [column.key, column]));
  const varies = (key: string) => known.get(key)?.varies === true;
  const metrics = ['val_accuracy', 'val_r2', 'val_mae', 'val_loss'].filter((name) => known.has(name)).map((name) => `${name}.best`);
  const configs = available.filter(({ kind, key, varies: differs }) => kind === 'config' && differs && !saidOtherwise.test(key.replace(/^config:/, ''))).slice(0, mostConfigs).map(({ key }) => key);
  return [
    'status', ...metrics, 'epochs', ...(varies('network') ? ['network'] : []), ...configs.sort((a, b) => rank(a) - rank(b)),
    'duration', 'started', ...['tags', 'experiment', 'dataSet'].filter(varies),
  ];
}

/** What is changed most often first; the rest stays as it is. */
const first = ['optimizer.name', 'optimizer.learningRate', 'batchSize', 'seed'];
const rank = (key: string) => (first.includes(key) ? first.indexOf(key) : first.length);
