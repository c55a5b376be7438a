import type { ModelVersion } from '../../../contract/models.ts';

const order = ['test_accuracy', 'test_r2', 'test_loss', 'val_accuracy', 'val_r2', 'val_loss', 'train_loss'];

/** The one metric that a list shows: of the test rows where there are any. */
export function leadingMetric({ metrics }: Pick<ModelVersion, 'metrics'>): { name: string; value: number } | null {
  const name = order.find((one) => metrics[one] !== undefined) ?? Object.keys(metrics)[0];
  return name === undefined ? null : { name, value: metrics[name]! };
}
