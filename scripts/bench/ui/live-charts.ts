import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright';
import type { Bridge } from '../../../src/contract/bridge.ts';
import { buildIfStale } from '../../support/build.mjs';
import type { Bench } from './bench.ts';
import type { Row } from './row.ts';
import { quantile } from './statistics.ts';

const sources = 8;

/** All sources in the charts of a comparison, and one of them beside the list. */
const views = [
  { name: 'comparison', path: (ids: string[]) => `#/compare?runs=${ids.join(',')}` },
  { name: 'inspector', path: (ids: string[]) => `#/runs/${ids[0]}` },
];

export const liveCharts: Row = {
  name: 'live-charts',
  title: `${sources} synthetic event sources at 1,000 epochs/s each with 12 metrics (no snapshots), their charts on the screen`,
  async measure(bench) {
    buildIfStale();
    const host = await startHost(bench);
    try {
      const context = await (await bench.browser()).newContext({ viewport: { width: 1440, height: 900 } });
      const page = await context.newPage();
      await page.goto(pathToFileURL(host.launchFile).href);
      await page.waitForURL(`${host.url}**`);
      const results = [];
      for (const { name, path } of views) {
        await page.evaluate((hash) => { location.hash = hash; }, path(host.ids));
        await page.locator('canvas').first().waitFor();
        await sleep(3000);
        const { seconds, frames, answers, gained } = await watch(page, bench.quick ? 5 : 15, host.ids[0]!);
        console.log(`  ${name}: ${(gained / seconds).toFixed(0)} epochs/s of a run arrived in the store`);
        results.push(
          { what: `frames a second, ${name}`, value: frames / seconds, bar: 30, unit: 'frames/s', least: true },
          { what: `answer of main, ${name}, 95th percentile`, value: quantile(answers, 0.95), bar: 50, unit: 'ms' },
        );
      }
      await context.close();
      return results;
    } finally {
      host.child.kill('SIGTERM');
      await once(host.child, 'exit');
    }
  },
};

async function startHost({ folder }: Bench) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'event-host.ts'), join(folder, 'live.db'), String(sources)], {
    env: { ...process.env, XDG_DATA_HOME: folder, LOCALAPPDATA: folder }, stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return { child, ...(JSON.parse(line) as { url: string; launchFile: string; ids: string[] }) };
}

/** In the page: frames counted while main is asked something ten times a second. */
function watch(page: Page, seconds: number, id: string) {
  return page.evaluate(async ({ duration, run }) => {
    const answers: number[] = [];
    let frames = 0;
    let watching = true;
    const count = () => {
      frames++;
      if (watching) requestAnimationFrame(count);
    };
    const epochsOf = async () => {
      const before = performance.now();
      const reply = await (window as unknown as { trainyard: Bridge }).trainyard.call('runs.get', { id: run });
      answers.push(performance.now() - before);
      return reply.ok ? reply.value.epochs : 0;
    };
    const first = await epochsOf();
    const began = performance.now();
    requestAnimationFrame(count);
    while (performance.now() - began < duration * 1000) {
      await epochsOf();
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    watching = false;
    const passed = (performance.now() - began) / 1000;
    return { seconds: passed, frames, answers, gained: (await epochsOf()) - first };
  }, { duration: seconds, run: id });
}
