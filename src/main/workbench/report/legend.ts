import type { RunLooks } from '../../../compare/drawing/plot.ts';
import type { RunColour } from '../../../contract/run-colours.ts';
import { htmlText, type Html } from './html.ts';
import { runInk } from './report-style.ts';

type Looks = Pick<RunLooks<RunColour>, 'label' | 'colour' | 'baseline'>;

/** A stroke as the line of a run or group has it in charts, before its name. */
export function named({ label, colour, baseline }: Looks): Html {
  const stroke = `<svg class="key" width="26" height="10" viewBox="0 0 26 10" aria-hidden="true"><path d="M1 5h24" fill="none" stroke="${runInk(colour)}" stroke-width="${baseline ? 2.5 : 2}"${baseline ? ' stroke-dasharray="7 4"' : ''} stroke-linecap="round"/></svg>`;
  return { html: `<span class="named">${stroke}<span>${htmlText(label)}${baseline ? ' <em>baseline</em>' : ''}</span></span>` };
}

/** Which line is whose, above charts. */
export const legend = (all: readonly Looks[]): string => `<ul class="legend" aria-label="Lines of the charts">${all.map((one) => `<li>${named(one).html}</li>`).join('')}</ul>`;
