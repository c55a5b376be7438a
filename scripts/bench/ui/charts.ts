import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { openWeb } from '../../../tests/e2e/support/web-host.ts';
import type { Bench } from './bench.ts';
import { makeChartDatabase } from './chart-database.ts';
import { measureHover, measureRedraw, waitForPicture } from './chart-measures.ts';
import type { Measured, Row } from './row.ts';
import { quantile } from './statistics.ts';

const longRuns = 200;
const longEpochs = 10_000;
const allRuns = 500;

/** 200 runs × 10,000 epochs in one chart: medians after a warm-up. */
export const manyCurves: Row = {
  name: 'curves',
  title: '200 runs × 10,000 epochs in one chart',
  async measure(bench) {
    const repetitions = bench.quick ? 3 : 5;
    const window = await openCharts(bench);
    try {
      const { page } = window;
      const [paints, smoothings, logs]: number[][] = [[], [], []];
      const link = `#/compare?filter=${encodeURIComponent(`epochs >= ${longEpochs}`)}&metrics=val_loss`;
      for (let i = -1; i < repetitions; i++) {
        await leave(page);
        const took = await waitForPicture(page, link, `${(longRuns * longEpochs).toLocaleString('en-US')} points`);
        if (i >= 0) paints!.push(took);
      }
      await measureRedraw(page, 'smoothing');
      for (let i = 0; i < repetitions; i++) {
        smoothings!.push(await measureRedraw(page, 'smoothing'));
        logs!.push(await measureRedraw(page, i % 2 === 0 ? 'log x' : 'log y'));
      }
      const hovers = await measureHover(page, bench.quick ? 40 : 200);
      return [
        measured('first paint, all points there', quantile(paints!, 0.5), 1500),
        measured('redraw with other smoothing', quantile(smoothings!, 0.5), 300),
        measured('redraw on a log axis', quantile(logs!, 0.5), 300),
        measured('hover, 95th percentile', quantile(hovers, 0.95), 16),
      ];
    } finally {
      await window.close();
    }
  },
};

/** All 500 runs compared in every metric. */
export const manyCompared: Row = {
  name: 'compare-500',
  title: '500 runs selected for comparison',
  async measure(bench) {
    const window = await openCharts(bench);
    try {
      await leave(window.page);
      await waitForPicture(window.page, '#/compare?filter=', 'points');
      await window.page.getByText(`${allRuns} runs`, { exact: true }).waitFor();
      await window.page.waitForTimeout(bench.quick ? 2000 : 8000);
      return [{ what: 'memory of the window', value: await megabytesOf(await bench.browser()), bar: 1000, unit: 'MB' }];
    } finally {
      await window.close();
    }
  },
};

const measured = (what: string, value: number, bar: number): Measured => ({ what, value, bar, unit: 'ms' });

/** The web host on a database of its own, made once a call of the bench. */
async function openCharts(bench: Bench): Promise<{ page: Page; close(): Promise<void> }> {
  const databasePath = join(bench.folder, 'charts.db');
  if (!existsSync(databasePath)) await makeChartDatabase(databasePath, { longRuns, longEpochs, allRuns });
  const environment = { ...(process.env as Record<string, string>), XDG_DATA_HOME: bench.folder, LOCALAPPDATA: bench.folder };
  const opened = await openWeb({ browser: await bench.browser(), databasePath, profile: bench.folder, environment, theme: 'light' });
  await opened.page.getByRole('grid', { name: 'Runs' }).getByRole('row').nth(1).waitFor();
  return opened;
}

async function leave(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Data' }).click();
  await page.getByRole('heading', { name: 'Data', exact: true }).waitFor();
}

/** Resident memory of the largest page, as Linux counts it; NaN, and so a miss, where the system does not tell. */
async function megabytesOf(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const pages = processInfo.filter(({ type, id }) => type === 'renderer' && existsSync(`/proc/${id}/status`));
  return Math.max(...pages.map(({ id }) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1] ?? NaN)), pages.length > 0 ? 0 : NaN) / 1024;
}
