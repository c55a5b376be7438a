import { faces, textSize, type Surface } from './surface.ts';

export interface SvgSurface extends Surface {
  /** the whole document */
  finish(): string;
  /** the drawing alone, as an element of an HTML page */
  inline(): string;
}

/** Writes SVG 1.1 of its own, without a browser's help. All text is escaped: names of runs are whatever somebody wrote. */
export function svgSurface(width: number, height: number, options: { title: string; background: string; measure: Surface['measure']; /** tells its names from those of other drawings in the same page */ id?: string }): SvgSurface {
  const parts: string[] = [];
  let clips = 0;
  const [textFace, numberFace] = [attribute(faces.text), attribute(faces.number)];

  const surface: SvgSurface = {
    line(points, { colour, width: thickness, dash = [], opacity = 1 }) {
      const data = pathOf(points, false);
      if (data === '') return;
      parts.push(`<path d="${data}" fill="none" stroke="${attribute(colour)}" stroke-width="${short(thickness)}" stroke-linejoin="round" stroke-linecap="round"${
        dash.length > 0 ? ` stroke-dasharray="${dash.map(short).join(' ')}"` : ''}${opacity < 1 ? ` stroke-opacity="${short(opacity)}"` : ''}/>`);
    },
    hairlines(lines, box) {
      surface.within(box, () => { for (const { points, colour, opacity } of lines) surface.line(points, { colour, width: 1, opacity }); });
    },
    area(points, colour, opacity) {
      const data = pathOf(points, true);
      if (data !== '') parts.push(`<path d="${data}" fill="${attribute(colour)}" fill-opacity="${short(opacity)}"/>`);
    },
    disc(x, y, radius, colour, ring) {
      parts.push(`<circle cx="${short(x)}" cy="${short(y)}" r="${short(radius)}" fill="${attribute(colour)}"${ring === undefined ? '' : ` stroke="${attribute(ring)}" stroke-width="1.5"`}/>`);
    },
    text(words, x, y, { colour, align = 'left', baseline = 'middle', number = false }) {
      const anchor = { left: 'start', center: 'middle', right: 'end' }[align];
      const down = { top: 9, middle: 4, bottom: -2 }[baseline];
      parts.push(`<text x="${short(x)}" y="${short(y + down)}" font-family="${number ? numberFace : textFace}" font-size="${textSize}" text-anchor="${anchor}" fill="${attribute(colour)}">${escaped(words)}</text>`);
    },
    measure: options.measure,
    within({ left, right, top, bottom }, paint) {
      const id = `${options.id ?? 'clip'}-${++clips}`;
      parts.push(`<clipPath id="${id}"><rect x="${short(left)}" y="${short(top)}" width="${short(right - left)}" height="${short(bottom - top)}"/></clipPath><g clip-path="url(#${id})">`);
      paint();
      parts.push('</g>');
    },
    finish: () => ['<?xml version="1.0" encoding="UTF-8"?>', inline(), ''].join('\n'),
    inline,
  };
  return surface;

  function inline(): string {
    return [
      `<svg xmlns="http://www.w3.org/2000/svg" width="${short(width)}" height="${short(height)}" viewBox="0 0 ${short(width)} ${short(height)}" role="img">`,
      `<title>${escaped(options.title)}</title>`,
      `<rect width="100%" height="100%" fill="${attribute(options.background)}"/>`,
      ...parts,
      '</svg>',
    ].join('\n');
  }
}

function pathOf(points: Float64Array, closed: boolean): string {
  const words: string[] = [];
  let pen = false;
  for (let i = 0; i < points.length; i += 2) {
    const [x, y] = [points[i]!, points[i + 1]!];
    if (!Number.isFinite(x) || !Number.isFinite(y)) pen = false;
    else {
      words.push(`${pen ? 'L' : 'M'}${short(x)} ${short(y)}`);
      if (!pen && !closed && (i + 2 >= points.length || Number.isNaN(points[i + 3]))) words.push('h0.01');
      pen = true;
    }
  }
  return words.length === 0 ? '' : `${words.join('')}${closed ? 'Z' : ''}`;
}

const short = (value: number): string => String(Math.round(value * 100) / 100);

/** XML 1.0 has no place for most control characters, written as they are or not, nor for half of a surrogate pair. */
export function escaped(text: string): string {
  return text.toWellFormed()
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
    .replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

const attribute = (text: string): string => escaped(text).replace(/"/g, '&quot;').replace(/[\n\r\t]/g, ' ');
