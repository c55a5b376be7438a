/** Positions of dots that make the same picture: one for each cell of a grid over the ranges that has any. What is not finite or outside is left out. */
export function thinDots(x: ArrayLike<number>, y: ArrayLike<number>, [x0, x1]: readonly [number, number], [y0, y1]: readonly [number, number], cells = 200): number[] {
  const taken = new Uint8Array(cells * cells);
  const kept: number[] = [];
  const cell = (value: number, from: number, to: number) => Math.min(cells - 1, Math.floor(((value - from) / (to - from)) * cells));
  for (let i = 0; i < x.length; i++) {
    const [across, up] = [cell(x[i]!, x0, x1), cell(y[i]!, y0, y1)];
    const at = up * cells + across;
    if (!(across >= 0 && up >= 0) || taken[at] === 1) continue;
    taken[at] = 1;
    kept.push(i);
  }
  return kept;
}
