/** The earlier array where the later one has the same elements, so that nothing that depends on it is made again. */
export function sameBytes<T extends Uint8Array | Uint32Array | Float32Array>(before: T | undefined, after: T): T {
  if (before?.length !== after.length) return after;
  for (let i = 0; i < after.length; i++) if (before[i] !== after[i]) return after;
  return before;
}
