/**
 * Whether a text fits into its place for certain, without asking the browser. What may not fit is clipped and ends in `…`;
 * to clip every cell instead would give the browser hundreds of clips to carry through each frame of scrolling.
 */
export type Fits = (text: string) => boolean;

/** `room` and `size`, that of the font, in CSS pixels. `mono`: every letter is as wide as the next. */
export function fitsInto(room: number, size: number, mono: boolean): Fits {
  const ems = room / size;
  return mono ? (text) => text.length * monoWidth <= ems && simple.test(text) : (text) => widthAtMost(text, ems) <= ems;
}

/** JetBrains Mono's is 0.6 em, and that of what may stand in for it 0.602. */
const monoWidth = 0.61;

/** Letters, digits and the signs that our own numbers and times have: of any other nobody knows how wide it is. */
const simple = /^[ -~–−±×·…]*$/;

/** In ems, no less than what Inter takes up to semibold; something above `enough` where it is more than that, or not known. */
function widthAtMost(text: string, enough: number): number {
  if (!simple.test(text)) return Infinity;
  let width = 0;
  for (let at = 0; at < text.length && width <= enough; at++) width += widths[text.charCodeAt(at)] ?? widest;
  return width;
}

const widest = 1.05;

/** By character code. */
const widths = Array.from({ length: 127 }, (_, code) => widthOf(String.fromCharCode(code)));

function widthOf(sign: string): number {
  if (/[ijlI.,:;|'!`]/.test(sign)) return 0.36;
  if (/[ frt()[\]/\\]/.test(sign)) return 0.42;
  if (/["*?^_{}-]/.test(sign)) return 0.54;
  if (/[a-z0-9JLEF#$<>=+~]/.test(sign) && !/[mw]/.test(sign)) return 0.68;
  if (/[A-Z&]/.test(sign) && !/[MW]/.test(sign)) return 0.8;
  return sign === 'w' ? 0.86 : widest;
}
