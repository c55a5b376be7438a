/** A turn of the wheel belongs to what it began on, so that a page that is being scrolled does not stop at a chart. */
const pauseMs = 250;

let owner: object | null = null;
let last = -Infinity;
let listening = false;

/** Whether this turn is the chart's: it began there, or the wheel had rested. */
export function ownsWheel(chart: object, event: WheelEvent): boolean {
  listen();
  const rested = event.timeStamp - last > pauseMs;
  if (rested) owner = chart;
  last = event.timeStamp;
  return owner === chart || event.ctrlKey;
}

/** Charts call this when they are made: the page's own scrolling counts as well. */
export function listen(): void {
  if (listening) return;
  listening = true;
  window.addEventListener('wheel', (event) => {
    if (event.target instanceof Element && event.target.closest('[data-takes-wheel]')) return;
    owner = null;
    last = event.timeStamp;
  }, { capture: true, passive: true });
}
