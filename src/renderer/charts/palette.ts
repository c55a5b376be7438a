import type { ChartColours } from '../../compare/drawing/surface.ts';
import { resolveColour } from './colours.ts';

export const chartColours = (): ChartColours => ({
  text: resolveColour('--text'), muted: resolveColour('--text-muted'), grid: resolveColour('--line'), line: resolveColour('--line-strong'), back: resolveColour('--bg'),
});
