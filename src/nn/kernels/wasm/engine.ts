/**
 * The little of the engine that the WebAssembly kernel needs. Both Node and browsers have it as globals, but their type
 * libraries are not this folder's to depend on.
 */
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => WasmModule;
  Instance: new (module: WasmModule, imports: { env: { memory: WasmMemory } }) => { exports: unknown };
  Memory: new (pages: { initial: number; maximum: number; shared: boolean }) => WasmMemory;
};
declare const atob: (base64: string) => string;

/** Compiled code. It may be shared by any number of kernels. */
export interface WasmModule {
  readonly [brand]: true;
}
declare const brand: unique symbol;

export interface WasmMemory {
  /** replaced by `grow` */
  readonly buffer: ArrayBufferLike;
  grow(pages: number): number;
}

/**
 * `shared`: for a memory that several threads use.
 * @throws where the engine does not know an instruction, or lacks WebAssembly
 */
export function compileModule(base64: string, shared = false): WasmModule {
  const binary = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  if (shared) binary[limitsAt(binary)] = sharedLimits;
  return new WebAssembly.Module(binary);
}

export const createMemory = (pages: number, shared = false): WasmMemory =>
  new WebAssembly.Memory({ initial: pages, maximum: mostPages, shared });

/** 4 GiB, as the compiled module says too */
const mostPages = 65536;

/** In the binary format: a memory with a least and a most number of pages, which is shared. */
const sharedLimits = 3;

/** Where the module says what memory it takes: it imports `env.memory`, and nothing else. */
function limitsAt(binary: Uint8Array): number {
  const name = [3, 101, 110, 118, 6, 109, 101, 109, 111, 114, 121, 2];
  const at = binary.findIndex((_, from) => name.every((byte, i) => binary[from + i] === byte));
  if (at < 0) throw new Error('the module imports no memory');
  return at + name.length;
}

export const instantiate = <Exports>(module: WasmModule, memory: WasmMemory): Exports =>
  new WebAssembly.Instance(module, { env: { memory } }).exports as Exports;
