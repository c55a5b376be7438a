import type { Page } from 'playwright';
import { openStore } from '../../../src/main/store/open.ts';
import { queries } from './queries.ts';
import type { Measured, Row } from './row.ts';
import { quantile } from './statistics.ts';

export const keyPress: Row = {
  name: 'key-press',
  title: 'the last key of a filter pressed, until its first page is painted',
  async measure(bench): Promise<Measured[]> {
    const store = await openStore(await bench.database());
    const totals = queries.map(({ filter }) => store.runs.page({ filter, limit: 1 }).total!);
    store.close();
    const app = await bench.openApp();
    try {
      const times: number[] = [];
      for (const [at, { filter, sort }] of queries.entries()) {
        if (filter === '') continue;
        for (let i = 0; i < (bench.quick ? 1 : 3); i++) {
          await app.page.evaluate((link) => { location.hash = link; }, `#/runs?sort=${encodeURIComponent(sort.join(','))}`);
          times.push(await typeLastKey(app.page, filter, totals[at]!));
        }
        console.log(`  ${times.at(-1)!.toFixed(0).padStart(5)} ms  ${filter}`);
      }
      return [{ what: '95th percentile', value: quantile(times, 0.95), bar: 250, unit: 'ms' }];
    } finally {
      await app.close();
    }
  },
};

/** Time from the key's event to the frame after the one in which the list shows what the filter finds, all cells of the rows in sight filled. */
async function typeLastKey(page: Page, filter: string, total: number): Promise<number> {
  const field = page.getByRole('combobox', { name: 'Filter runs' });
  await field.fill('');
  await page.waitForFunction(() => document.querySelectorAll('[role=grid] [data-run]').length > 5);
  await page.waitForTimeout(600);
  await field.fill(filter.slice(0, -1));
  const measuring = page.evaluate((wanted) => new Promise<number>((resolve, reject) => {
    const give = setTimeout(() => reject(new Error(`the list never showed ${wanted} runs`)), 20_000);
    document.addEventListener('keydown', ({ timeStamp }) => {
      const look = () => {
        const grid = document.querySelector('[role=grid][aria-label=Runs]');
        const shown = grid === null ? -1 : Number(grid.getAttribute('aria-rowcount')) - 1;
        const settled = shown === wanted && grid!.querySelector('[aria-busy], .bone') === null && grid!.querySelectorAll('[data-run]').length > 0;
        if (!settled) return requestAnimationFrame(look);
        clearTimeout(give);
        return requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - timeStamp)));
      };
      requestAnimationFrame(look);
    }, { once: true, capture: true });
  }), total);
  await field.press(filter.at(-1)!);
  return measuring;
}
