import { useElementSize, usePreferredDark } from '@vueuse/core';
import { onBeforeUnmount, watch, type Ref, type WatchSource } from 'vue';
import { faces, textSize, type Surface } from '../../compare/drawing/surface.ts';
import { useSettings } from '../stores/settings.ts';
import { canvasSurface } from './canvas-surface.ts';

interface Layer {
  /** what it is painted of */
  of: WatchSource[];
  paint(): void;
}

/** Smaller than this a chart is not painted, in CSS pixels. */
const leastSize = 40;

/**
 * Canvases one above the other, as large as their frame. The picture is painted anew, once a frame, whenever the size, the
 * theme, the size of text or something of its own changes; `over`, which follows the pointer, then and whenever its own does.
 */
export function useLayers(frame: Readonly<Ref<HTMLElement | null>>, picture: Layer, over: Layer = { of: [], paint: () => undefined }) {
  const { width, height } = useElementSize(frame);
  const settings = useSettings();
  const prefersDark = usePreferredDark();
  const frames = { picture: 0, over: 0 };

  watch([...picture.of, width, height, () => settings.theme, () => settings.textScale, prefersDark], paintSoon, { immediate: true, flush: 'post' });
  watch(over.of, paintOverSoon, { flush: 'post' });
  // With fonts that are not there yet, the first picture would stand with others.
  void document.fonts.load(`${textSize}px ${faces.number}`).then(paintSoon);
  onBeforeUnmount(() => Object.values(frames).forEach(cancelAnimationFrame));

  const canPaint = () => frame.value !== null && width.value >= leastSize && height.value >= leastSize;

  function paintNow(): void {
    cancelAnimationFrame(frames.picture);
    if (!canPaint()) return;
    picture.paint();
    over.paint();
  }

  function paintSoon(): void {
    cancelAnimationFrame(frames.picture);
    frames.picture = requestAnimationFrame(paintNow);
  }

  /** However often the pointer moves, once a frame. */
  function paintOverSoon(): void {
    cancelAnimationFrame(frames.over);
    frames.over = requestAnimationFrame(() => { if (canPaint()) over.paint(); });
  }

  /** Sized for the screen, empty, in CSS pixels. */
  function surfaceOf(canvas: HTMLCanvasElement): Surface {
    const ratio = devicePixelRatio;
    const [wide, high] = [Math.round(width.value * ratio), Math.round(height.value * ratio)];
    if (canvas.width !== wide || canvas.height !== high) Object.assign(canvas, { width: wide, height: high });
    const ctx = canvas.getContext('2d')!;
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.clearRect(0, 0, width.value, height.value);
    return canvasSurface(ctx, settings.textScale);
  }

  return { width, height, textScale: () => settings.textScale, surfaceOf, paintNow, paintSoon };
}
