import type { Page } from 'playwright';

/** Milliseconds from following a link until the chart says that all points are there and their picture is on the screen. */
export function waitForPicture(page: Page, hash: string, says: string): Promise<number> {
  return page.evaluate(async ({ hash, says }) => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const began = performance.now();
    location.hash = hash;
    for (;;) {
      await frame();
      const canvas = document.querySelectorAll<HTMLCanvasElement>('.chart canvas')[1];
      if (!document.querySelector('figcaption .count')?.textContent?.includes(says) || !canvas || canvas.width < 200) continue;
      await frame();
      const { data } = canvas.getContext('2d')!.getImageData(Math.floor(canvas.width / 2), 0, 1, canvas.height);
      if (data.some((value) => value > 0)) return performance.now() - began;
    }
  }, { hash, says });
}

/** Milliseconds from a change of a control until the new picture is on the screen. */
export function measureRedraw(page: Page, change: 'smoothing' | 'log x' | 'log y'): Promise<number> {
  return page.evaluate(async (change) => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    for (let rest = 0; rest < 30; rest++) await frame();
    const context = document.querySelectorAll<HTMLCanvasElement>('.chart canvas')[1]!.getContext('2d')!;
    let painted = 0;
    context.clearRect = (...box) => {
      CanvasRenderingContext2D.prototype.clearRect.apply(context, box);
      painted++;
    };
    const began = performance.now();
    if (change === 'smoothing') {
      const slider = document.querySelector<HTMLInputElement>('.smoothing [type=range]')!;
      slider.value = String(slider.value === '400' ? 600 : 400);
      slider.dispatchEvent(new Event('input', { bubbles: true }));
    } else document.querySelectorAll<HTMLInputElement>('.log input')[change === 'log x' ? 0 : 1]!.click();
    const drawnBefore = document.querySelector('.chart');
    while (painted === 0) await frame();
    // A first painting may still be that of the lines before; the chart draws once more when the worker has answered.
    for (let quiet = 0, seen = painted; quiet < 3; quiet++) {
      context.getImageData(0, 0, 1, 1);
      const now = performance.now();
      await frame();
      if (painted !== seen) {
        seen = painted;
        quiet = -1;
      } else if (quiet === 0) (drawnBefore as HTMLElement & { settledAt?: number }).settledAt = now;
    }
    Reflect.deleteProperty(context, 'clearRect');
    return (drawnBefore as HTMLElement & { settledAt?: number }).settledAt! - began;
  }, change);
}

/** Milliseconds of work for each move of the pointer: its handling, and the painting of what follows it. */
export function measureHover(page: Page, moves: number): Promise<number[]> {
  return page.evaluate(async (moves) => {
    const chart = document.querySelector('.chart')!;
    const over = chart.querySelectorAll('canvas')[2]!.getContext('2d')!;
    const { left, top, width } = chart.getBoundingClientRect();
    const took: number[] = [];
    for (let i = 0; i < moves; i++) {
      let start = 0;
      requestAnimationFrame(() => { start = performance.now(); });
      const began = performance.now();
      chart.dispatchEvent(new PointerEvent('pointermove', { bubbles: true, clientX: left + 60 + ((i * 37) % (width - 120)), clientY: top + 60 + ((i * 13) % 140) }));
      await Promise.resolve().then(() => undefined).then(() => undefined);
      const handled = performance.now() - began;
      await new Promise<void>((resolve) => requestAnimationFrame(() => {
        over.getImageData(0, 0, 1, 1);
        took.push(handled + performance.now() - start);
        resolve();
      }));
    }
    return took;
  }, moves);
}
