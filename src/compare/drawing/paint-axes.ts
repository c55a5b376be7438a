import type { Scale } from './scale.ts';
import type { Box, ChartColours, Surface } from './surface.ts';

export interface AxesScene {
  box: Box;
  x: Scale;
  y: Scale;
  colours: ChartColours;
  xLabel: string;
  /** stands above the axis */
  yLabel?: string;
  textScale?: number;
}

export function paintAxes(surface: Surface, { box, x, y, colours, xLabel, yLabel, textScale = 1 }: AxesScene): void {
  const { left, right, top, bottom } = box;
  for (const tick of y.ticks) {
    const at = Math.round(y.pixel(tick.at)) + 0.5;
    if (at < top - 1 || at > bottom + 1) continue;
    surface.line(Float64Array.of(left, at, right, at), { colour: colours.grid, width: 1 });
    surface.text(tick.label, left - 8, at, { colour: colours.muted, align: 'right' });
  }
  surface.line(Float64Array.of(left, bottom + 0.5, right, bottom + 0.5), { colour: colours.line, width: 1 });
  let free = -Infinity;
  for (const tick of x.ticks) {
    const at = x.pixel(tick.at);
    const half = surface.measure(tick.label) / 2;
    if (at < left - 1 || at > right + 1 || at - half < free) continue;
    free = at + half + 8;
    surface.line(Float64Array.of(Math.round(at) + 0.5, bottom, Math.round(at) + 0.5, bottom + 4), { colour: colours.line, width: 1 });
    surface.text(tick.label, at, bottom + 13 * textScale, { colour: colours.muted, align: 'center' });
  }
  if (yLabel !== undefined) surface.text(yLabel, left, 7, { colour: colours.muted });
  surface.text(xLabel, right, bottom + 28 * textScale, { colour: colours.muted, align: 'right' });
}
