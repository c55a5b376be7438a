import { paintPlot } from '../../../compare/drawing/paint-plot.ts';
import { layOutPlot, type Plot } from '../../../compare/drawing/plot.ts';
import { svgSurface } from '../../../compare/drawing/svg-surface.ts';
import type { RunColour } from '../../../contract/run-colours.ts';
import { htmlText } from './html.ts';
import { reportStyle, runInk } from './report-style.ts';

/** A part of the report under its heading. */
export interface ReportSection {
  /** letters alone; stands in the page's anchors */
  id: string;
  title: string;
  /** HTML that is escaped already */
  parts: readonly string[];
}

export interface ReportPage {
  title: string;
  /** base64 of the SHA-256 of `reportStyle` */
  styleSha256: string;
  /** above the table of contents, escaped already */
  head: readonly string[];
  sections: readonly ReportSection[];
}

/** One HTML file that needs nothing else: no script, no request, its own style for light, dark and paper. */
export function reportPage({ title, styleSha256, head, sections }: ReportPage): string {
  const shown = sections.filter(({ parts }) => parts.length > 0);
  return [
    '<!doctype html>', '<html lang="en">', '<head>', '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${styleSha256}'; base-uri 'none'; form-action 'none'">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">', '<meta name="referrer" content="no-referrer">', '<meta name="color-scheme" content="light dark">',
    `<title>${htmlText(title)}</title>`, `<style>${reportStyle}</style>`, '</head>', '<body>', `<h1>${htmlText(title)}</h1>`, ...head,
    `<nav aria-label="Contents">${shown.map((section) => `<a href="#${section.id}">${htmlText(section.title)}</a>`).join('')}</nav>`,
    ...shown.flatMap((section) => [`<section aria-labelledby="${section.id}">`, `<h2 id="${section.id}">${htmlText(section.title)}</h2>`, ...section.parts, '</section>']),
    '</body>', '</html>', '',
  ].join('\n');
}

const colours = { text: 'var(--text)', muted: 'var(--muted)', grid: 'var(--grid)', line: 'var(--line)', back: 'var(--back)' };
/** as wide as the faces of the drawing are on average */
const roughly = (words: string, number = false): number => words.length * (number ? 6.6 : 6);

/** `id` tells the clip paths of one drawing from those of another in the same page. */
export function htmlPlot(plot: Plot<RunColour>, width: number, height: number, id: string): string {
  const surface = svgSurface(width, height, { title: plot.title, background: colours.back, measure: roughly, id });
  paintPlot(surface, plot, layOutPlot(plot, width, height, roughly), { colours, ink: runInk });
  return `<figure><figcaption>${htmlText(plot.title)}</figcaption>${surface.inline()}</figure>`;
}
