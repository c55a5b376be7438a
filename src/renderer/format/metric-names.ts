const parts: Record<string, string> = { val: 'validation', train: 'training', test: 'test' };
const partOrder = ['val', 'test', 'train'];
const quantities = ['loss', 'accuracy', 'r2', 'mae', 'mse', 'f1', 'roc_auc', 'precision', 'recall'];

/** Validation first, then test and training, the loss in front; what belongs to none of them last, by name. */
export function inMetricOrder(names: Iterable<string>): string[] {
  return [...names].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

/** `val_loss` is in the words of people “validation loss”; a name that is not one of ours stays as it is. */
export function metricWords(name: string): string {
  const at = name.indexOf('_');
  const part = parts[name.slice(0, at)];
  return part === undefined ? name.replaceAll('_', ' ') : `${part} ${name.slice(at + 1).replaceAll('_', ' ')}`;
}

function rank(name: string): number {
  const at = name.indexOf('_');
  const part = partOrder.indexOf(name.slice(0, at));
  const quantity = quantities.indexOf(name.slice(at + 1));
  return part < 0 || quantity < 0 ? 10_000 : part * 100 + quantity;
}
