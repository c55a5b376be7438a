/**
 * Numbers that are no whole numbers go in and out through these places in memory: an argument or a result of a call from
 * JavaScript would be allocated on its heap.
 */

/** eight float32, the scalar arguments of a call in their order */
export const scalars: usize = memory.data(32, 64);
/** one float64 */
export const result: usize = memory.data(8, 8);

// @ts-ignore: decorator
@inline
export function scalar(index: usize): f32 {
  return load<f32>(scalars + (index << 2));
}
