/**
 * The little of the engine that the WebAssembly kernel needs. Both Node and browsers have it as globals, but their type
 * libraries are not this folder's to depend on.
 */
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => WasmModule;
  Instance: new (module: WasmModule, imports: { env: { memory: WasmMemory } }) => { exports: unknown };
  Memory: new (pages: { initial: number }) => WasmMemory;
};
declare const atob: (base64: string) => string;

/** Compiled code. It may be shared by any number of kernels. */
export interface WasmModule {
  readonly [brand]: true;
}
declare const brand: unique symbol;

export interface WasmMemory {
  /** detached by `grow` */
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

/** @throws where the engine does not know an instruction, or lacks WebAssembly */
export function compileModule(base64: string): WasmModule {
  return new WebAssembly.Module(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)));
}

export const createMemory = (pages: number): WasmMemory => new WebAssembly.Memory({ initial: pages });

export const instantiate = <Exports>(module: WasmModule, memory: WasmMemory): Exports =>
  new WebAssembly.Instance(module, { env: { memory } }).exports as Exports;
