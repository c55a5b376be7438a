import { panelsOf } from './padding';
import { storePair } from './vectors';

/** Copies rows of a matrix by their indices (u32), `count` of them, `vectors` of 16 bytes each. */
export function gather(source: usize, sourceStride: usize, indices: usize, count: i32, into: usize, stride: usize, vectors: i32): void {
  for (; count > 0; count--) {
    let from = source + <usize>load<u32>(indices) * sourceStride;
    let to = into;
    for (let left = vectors; left > 0; left--) {
      v128.store(to, v128.load(from));
      from += 16;
      to += 16;
    }
    indices += 4;
    into += stride;
  }
}

/**
 * W in panels, `[⌈units / 8⌉][inputs][8]`, as rows that follow one another, `[inputs][units]`. Where units are no multiple of
 * eight, up to seven numbers past the last row are written over.
 */
export function rowsOfPanels(w: usize, inputs: i32, units: i32, into: usize): void {
  const panels = panelsOf(units);
  const panelBytes = <usize>inputs * 32;
  for (let row: i32 = 0; row < inputs; row++) {
    let from = w + <usize>row * 32;
    // The padding that ends a row is written over by the next one.
    let to = into + <usize>(row * units) * 4;
    for (let panel: i32 = 0; panel < panels; panel++) {
      storePair(to, v128.load(from), v128.load(from, 16));
      from += panelBytes;
      to += 32;
    }
  }
}
