import { createMemory, type WasmMemory } from './engine.ts';

/** The kernel's linear memory: handed out from the bottom up, zeroed, freed as a whole with the kernel. */
export interface Heap {
  readonly memory: WasmMemory;
  /** The address of so many bytes, on a cache line. May replace `memory.buffer`. */
  allocate(bytes: number): number;
  /** Calls `renew` now and whenever the buffer was replaced, so that views can be made anew. */
  onReplaced(renew: (buffer: ArrayBufferLike) => void): void;
  /** Takes everything back, zeroed; what was handed out must not be used any more. */
  clear(): void;
}

/** `shared`: other threads are to use the memory too */
export function createHeap(shared: boolean): Heap {
  const memory = createMemory(1, shared);
  const views: ((buffer: ArrayBufferLike) => void)[] = [];
  // The first page is the module's own.
  let top = pageBytes;

  return {
    memory,
    allocate(bytes) {
      const address = top;
      top += Math.ceil(bytes / lineBytes) * lineBytes;
      if (top > mostBytes) throw new RangeError('This network and its data need more than 4 GiB in one piece.');
      const missing = Math.ceil(top / pageBytes) - memory.buffer.byteLength / pageBytes;
      if (missing > 0) {
        memory.grow(missing);
        for (const renew of views) renew(memory.buffer);
      }
      return address;
    },
    onReplaced(renew) {
      views.push(renew);
      renew(memory.buffer);
    },
    clear() {
      new Uint8Array(memory.buffer, pageBytes).fill(0, 0, top - pageBytes);
      top = pageBytes;
      views.length = 0;
    },
  };
}

const pageBytes = 65536;
const lineBytes = 64;
const mostBytes = 2 ** 32;
