import { describe, expect, test } from 'vitest';
import { runConfig } from '../../../src/contract/run-config.ts';
import { monitorsFor, setLoss, suitTask } from '../../../src/renderer/stores/draft-task.ts';

const losses = ['crossEntropy', 'binaryCrossEntropy', 'meanSquaredError'] as const;

describe.each(losses)('from %s', (from) => {
  test.each(losses)('to %s leaves a config that the contract accepts', (to) => {
    const config = runConfig.parse({});
    setLoss(config, from);
    setLoss(config, to);
    expect(runConfig.safeParse(config).error).toBeUndefined();
    expect(config.network.filter((layer) => layer.layer === 'dense')).toHaveLength(3);
  });
});

test('a monitored metric that the new loss does not have gives way to val_loss', () => {
  const config = runConfig.parse({ earlyStopping: { monitor: 'val_accuracy' }, schedule: { name: 'plateau', monitor: 'val_f1' } });
  setLoss(config, 'meanSquaredError');
  expect(config.earlyStopping?.monitor).toBe('val_loss');
  expect(config.schedule).toMatchObject({ monitor: 'val_loss' });
});

test('a loss that suits the task stays', () => {
  const config = runConfig.parse({});
  setLoss(config, 'binaryCrossEntropy');
  suitTask(config, 'classification');
  expect(config.loss).toBe('binaryCrossEntropy');
});

test.each(losses)('every metric offered with %s may be monitored', (loss) => {
  const config = runConfig.parse({});
  setLoss(config, loss);
  for (const monitor of monitorsFor(loss)) {
    expect(runConfig.safeParse({ ...config, earlyStopping: { monitor } }).success).toBe(true);
  }
});
