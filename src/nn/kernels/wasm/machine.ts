import { instantiate, type WasmModule } from './engine.ts';
import { createHeap, type Heap } from './heap.ts';
import type { Operations } from './operations.ts';

/** An instance of the module on a memory of its own. */
export interface Machine {
  heap: Heap;
  operations: Operations;
}

export const createMachine = (module: WasmModule, shared: boolean): Machine => {
  const heap = createHeap(shared);
  return { heap, operations: instantiate<Operations>(module, heap.memory) };
};

/** More than this is given back to the system. */
const mostBytesKept = 2 ** 26;

/**
 * One machine of each module that waits for the next kernel. The engine optimizes calls for the very functions that it saw
 * called, so that every new instance makes it compile the callers once more: a quarter of a short training.
 */
const spare = new WeakMap<WasmModule, Machine>();

export function takeMachine(module: WasmModule): Machine {
  const machine = spare.get(module);
  spare.delete(module);
  return machine ?? createMachine(module, false);
}

export function giveBack(module: WasmModule, machine: Machine): void {
  if (machine.heap.memory.buffer.byteLength > mostBytesKept) return;
  machine.heap.clear();
  spare.set(module, machine);
}
