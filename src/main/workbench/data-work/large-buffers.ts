/** Small ones may lie in memory that Node hands out in parts. */
const large = 1 << 16;

/** The memory of all large typed arrays in a value, each once: what is handed over instead of copied. It is gone here afterwards. */
export function largeBuffersIn(value: unknown): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>();
  const waiting: unknown[] = [value];
  while (waiting.length > 0) {
    const one = waiting.pop();
    if (ArrayBuffer.isView(one)) {
      if (one.buffer instanceof ArrayBuffer && one.buffer.byteLength >= large) found.add(one.buffer);
    } else if (typeof one === 'object' && one !== null) {
      // Curves are long lists of numbers.
      if (Array.isArray(one) && typeof one[0] !== 'object') continue;
      for (const part of Object.values(one) as unknown[]) waiting.push(part);
    }
  }
  return [...found];
}
