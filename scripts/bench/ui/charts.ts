import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright';
import { makeChartDatabase } from './chart-database.ts';
import { openWindow } from './chart-window.ts';
import { measureHover, measureRedraw, waitForPicture } from './chart-measures.ts';

export interface ChartRow {
  what: string;
  measured: number;
  bar: number;
  unit: 'ms' | 'MB';
}

const repetitions = 5;
const longRuns = 200;
const longEpochs = 10_000;
const allRuns = 500;

/** The chart rows of `bench:ui`: 200 runs of 10,000 epochs in one chart, and 500 runs selected, in the web host's window. */
export async function chartRows(): Promise<ChartRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'trainyard-charts-'));
  try {
    const databasePath = join(folder, 'trainyard.db');
    await makeChartDatabase(databasePath, { longRuns, longEpochs, allRuns });
    return [...(await manyCurves(databasePath)), await manyRuns(databasePath)];
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  }
}

async function manyCurves(databasePath: string): Promise<ChartRow[]> {
  const window = await openWindow(databasePath);
  try {
    const { page } = window;
    const paints: number[] = [];
    for (let i = -1; i < repetitions; i++) {
      await leave(page);
      const took = await waitForPicture(page, `#/compare?filter=${encodeURIComponent('epochs >= 10000')}&metrics=val_loss`, `${(longRuns * longEpochs).toLocaleString('en-US')} points`);
      if (i >= 0) paints.push(took);
    }
    const smoothings: number[] = [];
    const logs: number[] = [];
    await measureRedraw(page, 'smoothing');
    for (let i = 0; i < repetitions; i++) {
      smoothings.push(await measureRedraw(page, 'smoothing'));
      logs.push(await measureRedraw(page, i % 2 === 0 ? 'log x' : 'log y'));
    }
    const hovers = await measureHover(page, 120);
    return [
      { what: '200 runs × 10,000 epochs in one chart: first paint, median', measured: quantile(paints, 0.5), bar: 1500, unit: 'ms' },
      { what: 'redraw with other smoothing, median', measured: quantile(smoothings, 0.5), bar: 300, unit: 'ms' },
      { what: 'redraw on a log axis, median', measured: quantile(logs, 0.5), bar: 300, unit: 'ms' },
      { what: 'hover, 95th percentile', measured: quantile(hovers, 0.95), bar: 16, unit: 'ms' },
    ];
  } finally {
    await window.close();
  }
}

async function manyRuns(databasePath: string): Promise<ChartRow> {
  const window = await openWindow(databasePath);
  try {
    await leave(window.page);
    await waitForPicture(window.page, '#/compare?filter=', 'points');
    await window.page.getByText(`${allRuns} runs`).waitFor();
    await window.page.waitForTimeout(5000);
    return { what: '500 runs selected: memory of the window', measured: await window.megabytes(), bar: 1000, unit: 'MB' };
  } finally {
    await window.close();
  }
}

const leave = (page: Page) => page.getByRole('link', { name: 'Data' }).click().then(() => page.getByRole('heading', { name: 'Data', exact: true }).waitFor());

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const rows = await chartRows();
  for (const { what, measured, bar, unit } of rows)
    console.log(`${what.padEnd(62)} ${measured.toFixed(measured < 100 ? 1 : 0)} ${unit} (bar ${bar} ${unit}) ${measured <= bar ? 'ok' : 'MISSED'}`);
  process.exitCode = rows.some(({ measured, bar }) => measured > bar) ? 1 : 0;
}
