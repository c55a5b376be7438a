/** Control characters, and those that turn the direction of text: they could rewrite a terminal's screen. */
const unprintable = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** Foreign text as it may go to a terminal: on one line, every control character spelled out. */
export function printable(text: string): string {
  return text.replace(unprintable, spelledOut);
}

/**
 * One line of JSON that loses nothing: NaN and the infinities, which JSON lacks, are the strings "NaN", "Infinity" and
 * "-Infinity". No raw control character is left in it.
 */
export function jsonLine(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'number' && !Number.isFinite(inner) ? String(inner) : inner))
    .replace(unprintable, spelledOut);
}

function spelledOut(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
