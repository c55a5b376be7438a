/** What a chart shows of an axis, in its units. */
export type Range = [number, number];

export interface Limits {
  /** all there is */
  whole: Range;
  log: boolean;
}

/** Closer (`factor` below 1) or farther around `centre`, never past what there is; null is all of it. */
export function zoomed(view: Range | null, factor: number, centre: number, limits: Limits): Range | null {
  const { to, from } = transforms(limits.log);
  const [a, b] = (view ?? limits.whole).map(to) as Range;
  const c = Math.min(b, Math.max(a, to(centre)));
  const next: Range = [c - (c - a) * factor, c + (b - c) * factor];
  const whole = limits.whole.map(to) as Range;
  const span = whole[1] - whole[0];
  if (!(span > 0)) return null;
  if (next[1] - next[0] >= span * 0.9999) return null;
  // Beyond this, numbers of an axis could not be told apart.
  if (next[1] - next[0] < span * 1e-6) return view;
  return held(next, whole).map(from) as Range;
}

/** Moved by a share of what is shown, as far as there is something. */
export function panned(view: Range | null, share: number, limits: Limits): Range | null {
  if (!view) return null;
  const { to, from } = transforms(limits.log);
  const [a, b] = view.map(to) as Range;
  const by = (b - a) * share;
  return held([a + by, b + by], limits.whole.map(to) as Range).map(from) as Range;
}

function held([a, b]: Range, [first, last]: Range): Range {
  const back = Math.max(0, first - a) - Math.max(0, b - last);
  return [Math.max(first, a + back), Math.min(last, b + back)];
}

function transforms(log: boolean): { to: (value: number) => number; from: (value: number) => number } {
  return log ? { to: Math.log10, from: (value) => 10 ** value } : { to: (value) => value, from: (value) => value };
}
