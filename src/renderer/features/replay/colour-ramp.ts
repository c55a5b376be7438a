export type Rgb = readonly [number, number, number];

const steps = 256;

/** Colours from one to another in even steps, each packed as a pixel of an image on a little-endian machine. */
export function rampBetween(from: Rgb, to: Rgb): (share: number) => number {
  const ramp = Uint32Array.from({ length: steps }, (_, step) => {
    const mix = (i: 0 | 1 | 2) => Math.round(from[i] + (to[i] - from[i]) * (step / (steps - 1)));
    return (255 << 24) | (mix(2) << 16) | (mix(1) << 8) | mix(0);
  });
  return (share) => ramp[Math.max(0, Math.min(steps - 1, Math.round(share * (steps - 1)) || 0))]!;
}

/** `#rrggbb` as numbers. */
export const rgbOf = (hex: string): Rgb => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)) as unknown as Rgb;
