export interface Stroke {
  colour: string;
  width: number;
  dash?: readonly number[];
  opacity?: number;
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
  /** `points` go round an area */
  area(points: Float64Array, colour: string, opacity: number): void;
  disc(x: number, y: number, radius: number, colour: string, ring?: string): void;
  text(words: string, x: number, y: number, style: TextStyle): void;
  /** width of words in this face */
  measure(words: string, number?: boolean): number;
  /** what is painted meanwhile is cut off at the box */
  within(box: Box, paint: () => void): void;
}

export const faces = { text: '11px "Inter Variable", Inter, system-ui, sans-serif', number: '11px "JetBrains Mono Variable", "JetBrains Mono", ui-monospace, monospace' };
