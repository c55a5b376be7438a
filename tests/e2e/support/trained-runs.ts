import type { Page } from 'playwright';
import { expect } from 'playwright/test';
import type { Bridge } from '../../../src/contract/bridge.ts';
import { endedStatuses } from '../../../src/contract/runs.ts';

/** Trains runs in the application itself, so that they have weights to predict with. Returns their ids when all have ended. */
export async function trainRuns(page: Page, configs: readonly object[]): Promise<string[]> {
  const ids = await page.evaluate(async (wanted) => {
    const { trainyard } = window as unknown as { trainyard: Bridge };
    const launched: string[] = [];
    for (const config of wanted) {
      const reply = await trainyard.call('runs.launch', { config: config as never });
      if (!reply.ok) throw new Error(reply.error.message);
      launched.push(...reply.value.ids);
    }
    return launched;
  }, configs);
  await expect.poll(async () => (await rowsOf(page, ids)).map((row) => endedStatuses.includes(row.status))).toEqual(ids.map(() => true));
  return ids;
}

function rowsOf(page: Page, ids: string[]) {
  return page.evaluate(async (wanted) => {
    const reply = await (window as unknown as { trainyard: Bridge }).trainyard.call('runs.rows', { ids: wanted });
    return reply.ok ? reply.value : [];
  }, ids);
}

const classifier = (name: string, learningRate: number, more: object = {}) => ({
  name, epochs: 12, earlyStopping: null, optimizer: { name: 'adam', learningRate }, data: { set: 'wdbc', split: { validation: 0.2, test: 0.1, seed: 1 } }, ...more,
});

/** Two that saw the same rows, one with another split, one of three classes, and two regressions. */
export const predictingConfigs = [
  classifier('alpha <b>', 0.003), classifier('beta', 0.0003), classifier('gamma', 0.003, { data: { set: 'wdbc', split: { validation: 0.2, test: 0.1, seed: 9 } } }),
  classifier('iris one', 0.01, { data: { set: 'iris' } }),
  ...[0.01, 0.001].map((rate) => classifier(`numbers ${rate}`, rate, {
    data: { set: 'wine', target: 'alcohol' }, loss: 'meanSquaredError', network: [{ layer: 'dense', units: 8 }, { layer: 'relu' }, { layer: 'dense' }],
  })),
];
