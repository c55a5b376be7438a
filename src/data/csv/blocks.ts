/** Gathers bytes into blocks of one size, so that nothing downstream depends on how a file was cut into chunks. */
export interface Blocks {
  write(bytes: Uint8Array): void;
  /** hands out what is left, if only an empty block */
  finish(): void;
}

/** `take` gets each block with whether it is the last one; the memory is used again for the next block. */
export function createBlocks(size: number, take: (block: Uint8Array, last: boolean) => void): Blocks {
  const block = new Uint8Array(size);
  let used = 0;
  return {
    write(bytes) {
      for (let from = 0; from < bytes.length; ) {
        if (used === size) {
          used = 0;
          take(block, false);
        }
        const part = bytes.subarray(from, from + size - used);
        block.set(part, used);
        used += part.length;
        from += part.length;
      }
    },
    finish() {
      take(block.subarray(0, used), true);
    },
  };
}
