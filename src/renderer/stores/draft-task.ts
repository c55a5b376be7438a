import type { RunConfig } from '../../contract/run-config.ts';
import type { Task } from '../../data/table.ts';

type Loss = RunConfig['loss'];
type Network = RunConfig['network'];

export const taskOfLoss = (loss: Loss): Task => (loss === 'meanSquaredError' ? 'regression' : 'classification');

/** Changes the loss together with what only goes with it: the last layer, its width, and monitored metrics. */
export function setLoss(config: RunConfig, loss: Loss): void {
  config.loss = loss;
  config.network = withHead(config.network, loss);
  const { earlyStopping, schedule } = config;
  if (earlyStopping && !metricExists(earlyStopping.monitor, loss)) earlyStopping.monitor = 'val_loss';
  if (schedule.name === 'plateau' && !metricExists(schedule.monitor, loss)) schedule.monitor = 'val_loss';
}

/** Leaves a loss that already fits the task as it is. */
export function suitTask(config: RunConfig, task: Task): void {
  if (taskOfLoss(config.loss) !== task) setLoss(config, task === 'regression' ? 'meanSquaredError' : 'crossEntropy');
}

/** Metrics of an epoch that a run with this loss can watch. */
export function monitorsFor(loss: Loss): string[] {
  const quantities = taskOfLoss(loss) === 'regression' ? ['loss', 'mse', 'mae', 'r2'] : ['loss', 'accuracy', 'precision', 'recall', 'f1', 'roc_auc'];
  return ['val', 'train'].flatMap((part) => quantities.map((quantity) => `${part}_${quantity}`));
}

const metricExists = (monitor: string, loss: Loss) => monitorsFor(loss).includes(monitor);

const headOf: Record<Loss, Network> = { crossEntropy: [{ layer: 'softmax' }], binaryCrossEntropy: [{ layer: 'sigmoid' }], meanSquaredError: [] };

/** What stands behind the last dense layer belongs to the loss; its width comes from the data again. */
function withHead(network: Network, loss: Loss): Network {
  const lastDense = network.findLastIndex((layer) => layer.layer === 'dense');
  const last = network[lastDense];
  if (last?.layer !== 'dense') return network;
  return [...network.slice(0, lastDense), { layer: 'dense', init: last.init }, ...headOf[loss]];
}
