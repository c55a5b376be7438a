import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const css = readFileSync(new URL('../../../src/renderer/ui/tokens.css', import.meta.url), 'utf8');
const tokens = new Map([...css.matchAll(/(--[\w-]+): light-dark\((#[\da-f]{6}), (#[\da-f]{6})\)/g)].map(([, name, light, dark]) => [name, { light, dark }]));

const texts = ['--text', '--text-secondary', '--text-muted', '--accent', '--danger', '--warning'];
const grounds = ['--bg', '--bg-rail', '--bg-sunken', '--bg-raised', '--bg-selected', '--bg-hover'];

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  test.each(texts.flatMap((text) => grounds.map((ground) => [text, ground])))('%s on %s can be read', (text, ground) => {
    expect(contrast(colour(text, theme), colour(ground, theme))).toBeGreaterThanOrEqual(4.5);
  });

  test('the label of a prominent button can be read', () => {
    for (const ground of ['--accent-fill', '--accent-fill-hover']) expect(contrast(colour('--on-accent', theme), colour(ground, theme))).toBeGreaterThanOrEqual(4.5);
  });

  test.each(['--series-train', '--series-validation', '--series-other', '--focus', '--finished'])('%s stands out from the ground', (name) => {
    expect(contrast(colour(name, theme), colour('--bg', theme))).toBeGreaterThanOrEqual(3);
  });
});

function colour(name: string, theme: 'light' | 'dark'): string {
  const value = tokens.get(name)?.[theme];
  if (value === undefined) throw new Error(`tokens.css has no colour ${name}`);
  return value;
}

/** Contrast ratio of WCAG 2.2, from 1 to 21. */
function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
