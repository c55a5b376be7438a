import { useElementSize, usePreferredDark } from '@vueuse/core';
import { onBeforeUnmount, watch, type Ref, type WatchSource } from 'vue';
import { faces } from '../../compare/drawing/surface.ts';
import { useSettings } from '../stores/settings.ts';

/**
 * Canvases one above the other, as large as their frame. `paint` draws the picture anew, once a frame, whenever the size, the
 * theme or one of `what` changes; `paintOver` what follows the pointer.
 */
export function useLayers(frame: Readonly<Ref<HTMLElement | null>>, picture: { of: WatchSource[]; paint: () => void }, over: { of: WatchSource[]; paint: () => void }) {
  const { width, height } = useElementSize(frame);
  const settings = useSettings();
  const prefersDark = usePreferredDark();
  const frames = { picture: 0, over: 0 };

  watch([...picture.of, width, height, () => settings.theme, prefersDark], paintSoon, { immediate: true, flush: 'post' });
  watch(over.of, paintOverSoon, { flush: 'post' });
  // With fonts that are not there yet, the first picture would stand with others.
  void document.fonts.load(faces.number).then(paintSoon);
  onBeforeUnmount(() => Object.values(frames).forEach(cancelAnimationFrame));

  function paintSoon(): void {
    cancelAnimationFrame(frames.picture);
    frames.picture = requestAnimationFrame(() => {
      if (!frame.value || width.value < 40 || height.value < 40) return;
      picture.paint();
      over.paint();
    });
  }

  function paintOverSoon(): void {
    cancelAnimationFrame(frames.over);
    frames.over = requestAnimationFrame(() => { if (frame.value && width.value >= 40 && height.value >= 40) over.paint(); });
  }

  /** Sized for the screen, empty, in CSS pixels. */
  function prepare(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
    const ratio = devicePixelRatio;
    const [wide, high] = [Math.round(width.value * ratio), Math.round(height.value * ratio)];
    if (canvas.width !== wide || canvas.height !== high) Object.assign(canvas, { width: wide, height: high });
    const ctx = canvas.getContext('2d')!;
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.clearRect(0, 0, width.value, height.value);
    return ctx;
  }

  return { width, height, prepare };
}
