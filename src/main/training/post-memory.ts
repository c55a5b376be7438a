/**
 * Memory that a worker posts epochs in. Its process reads them in place, and the worker writes others there once that is
 * over: memory that was new with every post would have to be collected on both sides, which took longer than all else that
 * is done for a small run.
 */
export interface PostMemory {
  /** At least so many bytes that nobody reads any more; what is in them is left from before. */
  get(bytes: number): SharedBytes;
  /** What was got is read by others until `isRead` says that it has been. */
  lend(memory: SharedBytes, isRead: () => boolean): void;
}

export type SharedBytes = Uint8Array<SharedArrayBuffer>;

/** Some hundreds of epochs of a small network. */
const leastBytes = 2 * 1024 * 1024;
/** More than these are not remembered, and are collected when their process lets go of them. */
const mostLent = 16;

export function createPostMemory(): PostMemory {
  let lent: { memory: SharedBytes; isRead: () => boolean }[] = [];
  return {
    get(bytes) {
      const at = lent.findIndex(({ memory, isRead }) => memory.byteLength >= bytes && isRead());
      const [found] = at < 0 ? [] : lent.splice(at, 1);
      return found?.memory ?? new Uint8Array(new SharedArrayBuffer(Math.max(bytes, leastBytes)));
    },
    lend(memory, isRead) {
      lent = [...lent.slice(1 - mostLent), { memory, isRead }];
    },
  };
}
