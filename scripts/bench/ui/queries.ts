/** A filter and an order, as a person would set them in the list of runs. */
export interface ListQuery {
  filter: string;
  /** the most important first */
  sort: string[];
}

/**
 * The published list: twenty questions of the kinds that people ask of a hundred thousand runs. Wide and narrow ones,
 * `or`, `not`, tags, free text, ages, config values and metrics, alone and together.
 */
export const queries: readonly ListQuery[] = [
  { filter: '', sort: ['-created'] },
  { filter: 'optimizer.name = adam', sort: ['-val_accuracy.max'] },
  { filter: 'val_accuracy.max > 0.97 and (optimizer.name = "adam" or optimizer.learningRate < 0.01) and tag:baseline and not status = "failed"', sort: ['-val_accuracy.max'] },
  { filter: 'started > 7d', sort: ['-created'] },
  { filter: 'report', sort: ['-created'] },
  { filter: 'tag:sweep or tag:paper', sort: ['name'] },
  { filter: 'status = diverged', sort: ['-created'] },
  { filter: 'val_loss < 0.2', sort: ['val_loss'] },
  { filter: 'data.set = digits and batchSize >= 64', sort: ['-val_accuracy.best'] },
  { filter: 'not tag:baseline', sort: ['-duration'] },
  { filter: 'experiment = "learning rates" and optimizer.learningRate > 0.001', sort: ['optimizer.learningRate'] },
  { filter: 'status in (failed, diverged, interrupted) and started > 30d', sort: ['-started'] },
  { filter: 'network.0.units >= 64 and val_loss.min < 0.3', sort: ['val_loss.min'] },
  { filter: 'note ~ "smaller learning"', sort: ['-created'] },
  { filter: 'name ~ adamw', sort: ['name'] },
  { filter: 'duration > 1s and epochs > 100', sort: ['-epochs'] },
  { filter: 'val_roc_auc = null', sort: ['-created'] },
  { filter: '"cosine schedule" and val_accuracy > 0.9', sort: ['-val_accuracy'] },
  { filter: '(penalties.l2 > 0 or penalties.l1 > 0) and not optimizer.name = sgd', sort: ['penalties.l2', '-val_accuracy'] },
  { filter: 'dataSet in (wine, iris) and (val_f1 > 0.9 or val_loss.best < 0.1) and not (tag:scratch or tag:draft)', sort: ['dataSet', '-val_f1'] },
];
