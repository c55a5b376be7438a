import { panelsOf } from './padding';

/**
 * W in panels, `[⌈units / 8⌉][inputs][8]`, to Wᵀ in panels, `[blocksDown][⌈units / 8⌉·8][8]`: as many of these as are
 * wanted, from the row at `w` on. Rows past the last input take up whatever follows W; they end in the padding of a
 * product, which is cleared.
 */
export function transposePanels(w: usize, inputs: i32, blocksDown: i32, units: i32, into: usize): void {
  const blocksAcross = panelsOf(units);
  for (let across: i32 = 0; across < blocksAcross; across++) {
    let from = w + <usize>(across * inputs) * 32;
    let to = into + <usize>across * BLOCK;
    for (let down: i32 = 0; down < blocksDown; down++) {
      transposeQuarter(from, to);
      transposeQuarter(from + 16, to + 128);
      transposeQuarter(from + 128, to + 16);
      transposeQuarter(from + 144, to + 144);
      from += BLOCK;
      to += <usize>blocksAcross * BLOCK;
    }
  }
}

/** bytes of eight rows of a panel */
const BLOCK: usize = 256;

/** Four rows of four, 32 bytes apart, become columns. */
// @ts-ignore: decorator
@inline
function transposeQuarter(from: usize, to: usize): void {
  const r0 = v128.load(from), r1 = v128.load(from, 32), r2 = v128.load(from, 64), r3 = v128.load(from, 96);
  const low01 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5), low23 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
  const high01 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7), high23 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f64>(low01, low23, 0, 2));
  v128.store(to, v128.shuffle<f64>(low01, low23, 1, 3), 32);
  v128.store(to, v128.shuffle<f64>(high01, high23, 0, 2), 64);
  v128.store(to, v128.shuffle<f64>(high01, high23, 1, 3), 96);
}
