import { resolveColour } from './colours.ts';
import type { ChartColours } from '../../compare/drawing/surface.ts';

/** Whether this place in the page is dark, whatever decided it. */
export function isDark(place: HTMLElement): boolean {
  const probe = document.createElement('span');
  probe.style.color = 'light-dark(#000, #fff)';
  place.append(probe);
  const dark = getComputedStyle(probe).color === 'rgb(255, 255, 255)';
  probe.remove();
  return dark;
}

export function chartColours(place: HTMLElement): ChartColours {
  const colour = (token: string) => resolveColour(place, token);
  return { text: colour('--text'), muted: colour('--text-muted'), grid: colour('--line'), line: colour('--line-strong'), back: colour('--bg') };
}
