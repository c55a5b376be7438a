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
