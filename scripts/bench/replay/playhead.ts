import type { Page } from 'playwright';

/** What was seen while the playhead moved, in milliseconds from the input on. */
export interface PlayheadTimes {
  /** until the playhead stood there on the screen */
  playhead: number[];
  /** until all panels in sight showed that epoch, or one that was asked for later */
  panels: number[];
  /** until all panels showed the last epoch asked for, once no more was asked for */
  settled: number[];
  /** frames in which panels in sight showed different epochs, of how many */
  torn: number;
  frames: number;
}

/** Moves the playhead of the replay that is open as a person does: drags over all epochs, jumps, and keys that are held. */
export async function movePlayhead(page: Page): Promise<PlayheadTimes> {
  const slider = page.getByRole('slider', { name: 'Epoch' });
  const box = (await slider.boundingBox())!;
  const y = box.y + box.height / 2;
  const placeOf = (share: number) => box.x + 8 + share * (box.width - 16);
  const gestures: (() => Promise<void>)[] = [];
  const drag = (from: number, to: number, moves: number) => async () => {
    await page.mouse.move(placeOf(from), y);
    await page.mouse.down();
    for (let i = 1; i <= moves; i++) {
      await page.mouse.move(placeOf(from + ((to - from) * i) / moves), y);
      await page.waitForTimeout(12);
    }
    await page.mouse.up();
  };
  const hold = (key: string, presses: number) => async () => {
    for (let i = 0; i < presses; i++) {
      await page.keyboard.press(key);
      await page.waitForTimeout(20);
    }
  };
  gestures.push(drag(0.02, 0.98, 120), drag(0.98, 0.4, 40), drag(0.4, 0.42, 20), hold('ArrowRight', 40), hold('ArrowLeft', 20), hold('Home', 1), hold('End', 1), drag(1, 0, 30));
  for (const share of [0.5, 0.9, 0.1, 0.7, 0.3]) gestures.push(drag(share, share + 0.001, 1));

  const all: PlayheadTimes = { playhead: [], panels: [], settled: [], torn: 0, frames: 0 };
  for (const gesture of gestures) {
    await page.evaluate(watchEpochs);
    await gesture();
    await page.waitForTimeout(400);
    const seen = await page.evaluate(() => window.benchEpochs!());
    if (seen.moves.length === 0) continue;
    const shown = (from: number, is: (frame: SeenFrame) => boolean) => (seen.frames.slice(from).find(is)?.painted ?? Infinity);
    seen.moves.forEach(({ at, epoch, frame }, i) => {
      const later = new Set(seen.moves.slice(i).map((move) => move.epoch));
      all.playhead.push(shown(frame, (one) => later.has(one.playhead)) - at);
      all.panels.push(shown(frame, (one) => one.panels.every((panel) => later.has(panel))) - at);
      if (i === seen.moves.length - 1) all.settled.push(shown(frame, (one) => one.panels.every((panel) => panel === epoch)) - at);
    });
    all.frames += seen.frames.length;
    all.torn += seen.frames.filter(({ panels }) => new Set(panels).size > 1).length;
  }
  return all;
}

interface SeenFrame {
  /** when what is told here was on the screen */
  painted: number;
  playhead: number;
  /** of each panel in sight */
  panels: number[];
}

interface SeenMove {
  at: number;
  epoch: number;
  /** the first frame after it */
  frame: number;
}

declare global {
  interface Window {
    /** ends the watching that `watchEpochs` began */
    benchEpochs?: () => { moves: SeenMove[]; frames: SeenFrame[] };
  }
}

/** In the page: notes each move of the playhead, and in each frame where the playhead stands and which epochs the panels in sight show. */
function watchEpochs(): void {
  const frames: SeenFrame[] = [];
  const moves: SeenMove[] = [];
  const slider = document.querySelector<HTMLInputElement>('.timeline [type=range]')!;
  const output = document.querySelector('.timeline output')!;
  let watching = true;
  let began = 0;
  const noteKey = (event: Event) => { began = event.timeStamp; };
  const note = (event: Event) => moves.push({ at: Math.min(event.timeStamp, began || Infinity), epoch: Number(slider.value), frame: frames.length });
  window.addEventListener('keydown', noteKey, true);
  window.addEventListener('pointermove', noteKey, true);
  window.addEventListener('pointerdown', noteKey, true);
  slider.addEventListener('input', note, true);
  const inSight = (element: Element) => {
    const { top, bottom } = element.getBoundingClientRect();
    const frame = document.querySelector('.panels')!.getBoundingClientRect();
    return bottom > frame.top && top < frame.bottom;
  };
  const panels = [...document.querySelectorAll<HTMLElement>('.panels [data-epoch]')].filter(inSight);
  const channel = new MessageChannel();
  const painted: SeenFrame[] = [];
  channel.port1.onmessage = () => { for (const frame of painted.splice(0)) frame.painted = performance.now(); };
  const look = () => {
    if (!watching) return;
    const frame = { painted: Infinity, playhead: Number(/epoch ([\d,\s]+) of/.exec(output.textContent)![1]!.replace(/\D/g, '')), panels: panels.map((panel) => Number(panel.dataset['epoch'])) };
    frames.push(frame);
    painted.push(frame);
    channel.port2.postMessage(null);
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  window.benchEpochs = () => {
    watching = false;
    window.removeEventListener('keydown', noteKey, true);
    window.removeEventListener('pointermove', noteKey, true);
    window.removeEventListener('pointerdown', noteKey, true);
    slider.removeEventListener('input', note, true);
    return { moves, frames };
  };
}
