/**
 * New data is painted one chart a frame, in turn, and while painting is slow the window has as much time for itself
 * as the chart took: however many charts grow, it stays at hand. However often `soon` is called before its turn, a chart
 * is painted once.
 */
export function paintInTurn(paint: () => void): { soon(): void; cancel(): void } {
  return {
    soon() {
      waiting.add(paint);
      frame ??= requestAnimationFrame(next);
    },
    cancel() {
      waiting.delete(paint);
    },
  };
}

/** A frame that comes later than this after a painting was held up by it: what a canvas records is painted after the script. */
const slowMs = 20;

/** in the order in which they began to wait */
const waiting = new Set<() => void>();
let frame: number | null = null;
let paintedAt: number | null = null;
let freeAt = 0;

function next(now: number): void {
  frame = null;
  if (paintedAt !== null) {
    const took = now - paintedAt;
    freeAt = took > slowMs ? now + Math.min(took, 200) : now;
    paintedAt = null;
  }
  const [first] = waiting;
  if (first !== undefined && now >= freeAt) {
    waiting.delete(first);
    paintedAt = now;
    first();
  }
  if (waiting.size > 0 || paintedAt !== null) frame = requestAnimationFrame(next);
}
