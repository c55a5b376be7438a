import { expect, it } from 'vitest';
import { ended, launch, testWorkbench } from '../../support/workbench.ts';

it('learns the breast-cancer table with the default config: best val_accuracy 0.96 or more in the median of nine splits', { timeout: 240_000 }, async () => {
  const workbench = await testWorkbench(undefined, { workers: 2 });
  const seeds = [1, 2, 3, 4, 5, 6, 7, 8, 9];
  const ids = await Promise.all(seeds.map((seed) => launch(workbench, { data: { set: 'wdbc', split: { seed } } })));
  const rows = await Promise.all(ids.map((id) => ended(workbench, id)));
  const best = rows.map(({ metrics }) => metrics.val_accuracy!.max).sort((a, b) => a - b);
  expect(rows.every(({ status }) => status === 'completed')).toBe(true);
  expect(best[4]).toBeGreaterThanOrEqual(0.96);
});
