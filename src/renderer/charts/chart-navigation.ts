import { useEventListener } from '@vueuse/core';
import { ref, type Ref } from 'vue';
import { formatMetric } from '../format/numbers.ts';
import type { CurveScene } from './curve-scene.ts';
import { nearestIndex, type Reading } from './nearest.ts';
import { panned, zoomed, type Limits, type Range } from './view-range.ts';
import { listen, ownsWheel } from './wheel-gesture.ts';

interface Navigated {
  frame: Readonly<Ref<HTMLElement | null>>;
  scene: Readonly<Ref<CurveScene | null>>;
  view: Ref<{ x: Range | null; y: Range | null }>;
  hovered: Ref<number | null>;
  strong: Ref<string | null>;
  readings: Readonly<Ref<readonly Reading[]>>;
  formatX: (x: number) => string;
  speak: (words: string) => void;
}

/**
 * How a person moves about in a chart: the wheel zooms (with Shift along y), dragging pans; + and - zoom, the arrows pan,
 * 0 goes back; with Shift the arrows move the cross-hair, and it is read out.
 */
export function useChartNavigation({ frame, scene, view, hovered, strong, readings, formatX, speak }: Navigated) {
  const drags = ref(false);
  listen();

  useEventListener(frame, 'wheel', (event: WheelEvent) => {
    const now = scene.value;
    if (!now || !frame.value || event.offsetY > now.box.bottom + 36 || !ownsWheel(frame.value, event)) return;
    event.preventDefault();
    const along = event.shiftKey ? 'y' : 'x';
    const turn = (event.deltaY || event.deltaX) * (event.deltaMode === 1 ? 16 : 1);
    zoom(along, 1.0015 ** Math.max(-400, Math.min(400, turn)), along === 'x' ? now.x.value(event.offsetX) : now.y.value(event.offsetY));
  }, { passive: false });

  function limitsOf(along: 'x' | 'y'): Limits | null {
    const now = scene.value;
    if (!now) return null;
    const whole = along === 'x' ? now.drawn.x : now.drawn.y;
    return whole && whole[1] > whole[0] ? { whole, log: along === 'x' ? now.x.log : now.logY } : null;
  }

  function zoom(along: 'x' | 'y', factor: number, centre: number): void {
    const limits = limitsOf(along);
    if (limits) view.value = { ...view.value, [along]: zoomed(view.value[along], factor, centre, limits) };
  }

  function pan(along: 'x' | 'y', share: number, from = view.value[along]): void {
    const limits = limitsOf(along);
    if (limits && from) view.value = { ...view.value, [along]: panned(from, share, limits) };
  }

  function press(event: PointerEvent): void {
    const now = scene.value;
    const begun = view.value;
    if (!now || event.button !== 0 || !frame.value || (begun.x === null && begun.y === null)) return;
    const [width, height] = [now.box.right - now.box.left, now.box.bottom - now.box.top];
    const element = frame.value;
    element.setPointerCapture(event.pointerId);
    drags.value = true;
    const move = (to: PointerEvent) => {
      pan('x', (event.clientX - to.clientX) / width, begun.x);
      pan('y', (to.clientY - event.clientY) / height, begun.y);
    };
    element.addEventListener('pointermove', move);
    element.addEventListener('lostpointercapture', () => {
      element.removeEventListener('pointermove', move);
      drags.value = false;
    }, { once: true });
  }

  function keydown(event: KeyboardEvent): void {
    const now = scene.value;
    if (!now || event.ctrlKey || event.metaKey || event.altKey) return;
    const centre = hovered.value ?? now.x.value((now.box.left + now.box.right) / 2);
    if (event.key === '+' || event.key === '=') zoom('x', 1 / 1.5, centre);
    else if (event.key === '-') zoom('x', 1.5, centre);
    else if (event.key === '0') view.value = { x: null, y: null };
    else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      const direction = event.key === 'ArrowLeft' ? -1 : 1;
      if (event.shiftKey) moveCrosshair(now, direction);
      else pan('x', direction * 0.2);
    } else if ((event.key === 'ArrowUp' || event.key === 'ArrowDown') && event.shiftKey) nextLine(event.key === 'ArrowDown' ? 1 : -1);
    else if (event.key === 'Escape' && hovered.value !== null) hovered.value = strong.value = null;
    else return;
    event.preventDefault();
  }

  /** From point to point of the strong line, or of the first one. */
  function moveCrosshair(now: CurveScene, direction: 1 | -1): void {
    const line = now.drawn.lines.find((one) => one.key === strong.value) ?? now.drawn.lines[0];
    if (!line || line.x.length === 0) return;
    const at = hovered.value === null ? (direction > 0 ? 0 : line.x.length - 1) : nearestIndex(line.x, hovered.value) + direction;
    hovered.value = line.x[Math.max(0, Math.min(line.x.length - 1, at))]!;
    strong.value = line.key;
    tell(now);
  }

  function nextLine(direction: 1 | -1): void {
    const now = scene.value;
    const keys = now?.drawn.lines.map((line) => line.key) ?? [];
    if (!now || keys.length === 0) return;
    hovered.value ??= now.x.to;
    const at = strong.value === null ? -1 : keys.indexOf(strong.value);
    strong.value = keys[(at + direction + keys.length + (at < 0 && direction < 0 ? 1 : 0)) % keys.length]!;
    tell(now);
  }

  function tell(now: CurveScene): void {
    const reading = readings.value.find((one) => one.key === strong.value);
    if (reading) speak(`${now.looks.get(reading.key)?.label ?? ''}, ${formatX(reading.x)}: ${formatMetric(reading.y)}`);
  }

  return { drags, press, keydown };
}
