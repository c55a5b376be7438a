import type { Page } from 'playwright';
import type { Row } from './row.ts';
import { quantile } from './statistics.ts';

const wheelStep = 240;

export const scrolling: Row = {
  name: 'scrolling',
  title: 'the wheel turned in the list of 100,000 runs, and jumps far away',
  async measure(bench) {
    const app = await bench.openApp();
    try {
      const { page } = app;
      const box = (await page.getByRole('grid', { name: 'Runs' }).boundingBox())!;
      await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
      await page.waitForTimeout(1000);
      await page.evaluate(watchFrames);
      for (let i = 0; i < (bench.quick ? 60 : 300); i++) {
        await page.mouse.wheel(0, wheelStep);
        await page.waitForTimeout(16);
      }
      const { frames, blank } = await page.evaluate(() => window.benchFrames!());
      const jumps: number[] = [];
      for (const share of [0.5, 0.9, 0.1, 0.7, 0.3, 1, 0]) jumps.push(await jump(page, share));
      return [
        { what: 'frame time, 95th percentile', value: quantile(frames, 0.95), bar: 20, unit: 'ms' },
        { what: 'frames with blank rows', value: blank, bar: 0, unit: 'frames' },
        { what: 'skeletons after a jump, longest', value: Math.max(...jumps), bar: 100, unit: 'ms' },
      ];
    } finally {
      await app.close();
    }
  },
};

declare global {
  interface Window {
    /** ends the watching that `watchFrames` began */
    benchFrames?: () => { frames: number[]; blank: number };
  }
}

/** In the page: notes when frames come, and whether the rows in sight cover the list and are filled. */
function watchFrames(): void {
  const grid = document.querySelector('[role=grid][aria-label=Runs]')!;
  const frames: number[] = [];
  let blank = 0;
  let last = 0;
  let watching = true;
  const look = (now: number) => {
    if (!watching) return;
    if (last > 0) frames.push(now - last);
    last = now;
    const { top, bottom } = grid.getBoundingClientRect();
    const inSight = [...grid.querySelectorAll('[data-row]')].map((row) => ({ row, at: row.getBoundingClientRect() })).filter(({ at }) => at.bottom > top && at.top < bottom);
    const reach = Math.max(...inSight.map(({ at }) => at.bottom));
    if (inSight.some(({ row }) => row.getAttribute('aria-busy') === 'true') || reach < bottom - 40) blank++;
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  window.benchFrames = () => {
    watching = false;
    return { frames, blank };
  };
}

/** How long rows in sight stay skeletons after the scrollbar was dragged there. */
function jump(page: Page, share: number): Promise<number> {
  return page.evaluate((to) => new Promise<number>((resolve) => {
    const grid = document.querySelector('[role=grid][aria-label=Runs]')!;
    const before = performance.now();
    grid.scrollTop = (grid.scrollHeight - grid.clientHeight) * to;
    const look = () => {
      const { top, bottom } = grid.getBoundingClientRect();
      const inSight = [...grid.querySelectorAll('[data-row]')].filter((row) => {
        const at = row.getBoundingClientRect();
        return at.bottom > top && at.top < bottom;
      });
      if (inSight.length > 5 && inSight.every((row) => row.getAttribute('aria-busy') !== 'true')) resolve(performance.now() - before);
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }), share);
}
