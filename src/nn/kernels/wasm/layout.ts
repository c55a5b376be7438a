import type { DenseParameters, DenseShape, Floats, Indices, Matrix, Parameters } from '../kernel.ts';
import type { Heap } from './heap.ts';

/** How matrices and parameters lie in linear memory. Sizes are in float32 unless they are named bytes. */

export const panelWidth = 8;
export const floatBytes = 4;
/** one row of a panel */
export const panelBytes = panelWidth * floatBytes;
export const panelsOf = (columns: number): number => Math.ceil(columns / panelWidth);

export interface WasmMatrix extends Matrix {
  data: Float32Array;
}

/** One block from `address` on: per layer W as `[panels][inputs][8]`, then b as `[panels][8]`. */
export interface WasmParameters extends Parameters {
  readonly layers: readonly WasmDense[];
  readonly address: number;
  readonly bytes: number;
  /** of each parameter in the public order, its index in memory */
  readonly places: Uint32Array;
}

export interface WasmDense extends DenseParameters {
  readonly panels: number;
  /** where b lies */
  readonly bias: number;
  /** W alone, and W with b */
  readonly weightBytes: number;
  readonly bytes: number;
}

export function createMatrix(heap: Heap, rows: number, columns: number): WasmMatrix {
  const stride = strideFor(columns);
  const address = heap.allocate(rows * stride * floatBytes);
  const matrix = { rows, columns, stride, address } as WasmMatrix;
  heap.onReplaced((buffer) => (matrix.data = new Float32Array(buffer, address, rows * stride)));
  return matrix;
}

export function createIndices(heap: Heap, length: number): Indices {
  const address = heap.allocate(length * Uint32Array.BYTES_PER_ELEMENT);
  const indices = { address } as { address: number; data: Uint32Array };
  heap.onReplaced((buffer) => (indices.data = new Uint32Array(buffer, address, length)));
  return indices;
}

export function createParameters(heap: Heap, shapes: readonly DenseShape[]): WasmParameters {
  const sizes = shapes.map(({ inputs, units }) => {
    const panels = panelsOf(units);
    const weightBytes = panels * inputs * panelWidth * floatBytes;
    return { inputs, units, panels, weightBytes, bytes: weightBytes + panels * panelWidth * floatBytes };
  });
  const bytes = sizes.reduce((sum, layer) => sum + layer.bytes, 0);
  const address = heap.allocate(bytes);
  let next = address;
  const layers = sizes.map((layer): WasmDense => {
    const at = next;
    next += layer.bytes;
    return { ...layer, address: at, bias: at + layer.weightBytes };
  });
  const size = shapes.reduce((sum, { inputs, units }) => sum + (inputs + 1) * units, 0);
  let places: Uint32Array | null = null;
  return {
    layers, size, address, bytes,
    // Gradients and moments are never asked for in another order.
    get places() {
      return (places ??= placesOf(layers, size));
    },
  };
}

/** From the public order, `[inputs, units]` row-major then b for each layer, into panels. */
export function importPanels({ places }: WasmParameters, floats: Float32Array, flat: ArrayLike<number>): void {
  for (let i = 0; i < places.length; i++) floats[places[i]!] = flat[i]!;
}

export function exportPanels({ places }: WasmParameters, floats: Float32Array, into: Floats): void {
  for (let i = 0; i < places.length; i++) into[i] = floats[places[i]!]!;
}

function placesOf(layers: readonly WasmDense[], size: number): Uint32Array {
  const places = new Uint32Array(size);
  let next = 0;
  for (const { inputs, units, address, bias } of layers) {
    for (let k = 0; k <= inputs; k++) for (let column = 0; column < units; column++) {
      const panel = Math.floor(column / panelWidth);
      const w = address / floatBytes + (panel * inputs + k) * panelWidth;
      places[next++] = k < inputs ? w + column % panelWidth : bias / floatBytes + column;
    }
  }
  return places;
}

/**
 * A multiple of eight. Wide rows take an odd number of cache lines, or else the same column of many rows would compete
 * for the few places of one cache set.
 */
function strideFor(columns: number): number {
  const stride = panelsOf(columns) * panelWidth;
  return stride >= 128 && stride % 32 === 0 ? stride + 16 : stride;
}
