import type { Surface } from '../../../../compare/drawing/surface.ts';
import type { FeatureImportance } from '../../../../compare/importance/importance.ts';
import type { ChartColours } from '../../../../compare/drawing/surface.ts';
import { directionWords, isNoise } from './importance-words.ts';

const row = 24;

export const importanceHeight = (features: readonly FeatureImportance[]): number => features.length * row + 8;

/** The bars as a file has them, with their standard errors. */
export function paintImportance(surface: Surface, features: readonly FeatureImportance[], width: number, colours: ChartColours, accent: string): void {
  const [left, right] = [250, width - 320];
  const most = Math.max(0.05, ...features.map(({ importance, error }) => importance + error));
  const place = (value: number) => left + (Math.min(most, Math.max(0, value)) / most) * (right - left);
  features.forEach((feature, at) => {
    const { paths, importance, error, direction } = feature;
    const y = at * row + row / 2;
    const name = paths.join(', ');
    surface.text(name.length > 38 ? `${name.slice(0, 37)}…` : name, left - 10, y, { colour: isNoise(feature) ? colours.muted : colours.text, align: 'right' });
    surface.area(Float64Array.of(left, y - 6, place(importance), y - 6, place(importance), y + 6, left, y + 6), accent, isNoise(feature) ? 0.3 : 0.8);
    surface.line(Float64Array.of(place(importance - error), y, place(importance + error), y), { colour: colours.text, width: 1.5 });
    surface.text(`${importance.toFixed(3)} ± ${error.toFixed(3)}`, right + 12, y, { colour: colours.text, number: true });
    surface.text(`${directionWords(direction)}${isNoise(feature) ? ', not told from noise' : ''}`, right + 120, y, { colour: colours.muted });
  });
  surface.line(Float64Array.of(left, 0, left, features.length * row), { colour: colours.line, width: 1 });
}
