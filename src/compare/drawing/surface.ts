export interface Stroke {
  colour: string;
  width: number;
  dash?: readonly number[];
  opacity?: number;
}

/** One of many lines that are a pixel wide. `points` are in order of x, NaN interrupts the line; `colour` is `#rrggbb` or `rgb(r, g, b)`. */
export interface Hairline {
  points: Float64Array;
  colour: string;
  opacity: number;
}

export interface TextStyle {
  colour: string;
  align?: 'left' | 'center' | 'right';
  baseline?: 'top' | 'middle' | 'bottom';
  /** figures in the face for numbers */
  number?: boolean;
}

export interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Of what a chart consists of besides its lines. */
export interface ChartColours {
  text: string;
  muted: string;
  grid: string;
  line: string;
  back: string;
}

/** What a chart is painted on: a canvas on screen, an SVG document in a file. Lengths in CSS pixels, y downwards. */
export interface Surface {
  /** `points` are x0, y0, x1, y1 …; NaN interrupts the line */
  line(points: Float64Array, stroke: Stroke): void;
  /** lines as thin as can be, all at once and cut off at the box */
  hairlines(lines: readonly Hairline[], box: Box): void;
  /** `points` go round an area */
  area(points: Float64Array, colour: string, opacity: number): void;
  disc(x: number, y: number, radius: number, colour: string, ring?: string): void;
  text(words: string, x: number, y: number, style: TextStyle): void;
  /** width of words in this face */
  measure(words: string, number?: boolean): number;
  /** what is painted meanwhile is cut off at the box */
  within(box: Box, paint: () => void): void;
}

export const faces = { text: '"Inter Variable", Inter, system-ui, sans-serif', number: '"JetBrains Mono Variable", "JetBrains Mono", ui-monospace, monospace' };

/** Of text in a chart, in pixels, where nobody wants it larger or smaller. */
export const textSize = 11;
