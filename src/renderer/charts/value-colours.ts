/**
 * Five stops of viridis (Smith and van der Walt, 2015; CC0), which people with colour-vision deficiencies can tell apart and
 * which rises evenly in lightness; the end that would vanish on the ground is left out.
 */
const stops = [[68, 1, 84], [59, 82, 139], [33, 145, 140], [94, 201, 98], [253, 231, 37]] as const;

/** The colour of a share from 0 to 1 on light or dark ground. */
export function valueColour(share: number, ground: 'light' | 'dark'): string {
  const within = Math.min(1, Math.max(0, share));
  const place = (ground === 'dark' ? 0.28 + 0.72 * within : 0.82 * (1 - within)) * (stops.length - 1);
  const low = Math.min(stops.length - 2, Math.floor(place));
  const part = place - low;
  return `rgb(${stops[low]!.map((from, at) => Math.round(from + (stops[low + 1]![at]! - from) * part)).join(', ')})`;
}
