import type { DenseParameters, DenseShape, Indices, Matrix, Parameters } from '../kernel.ts';
import type { Heap } from './heap.ts';
import type { Operations } from './operations.ts';

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
  return { layers, size: shapes.reduce((sum, { inputs, units }) => sum + (inputs + 1) * units, 0), address, bytes };
}

/** From the public order, `[inputs, units]` row-major then b for each layer, into panels. */
export function importPanels({ layers }: WasmParameters, floats: Float32Array, flat: ArrayLike<number>): void {
  let next = 0;
  for (const { inputs, units, address, bias } of layers) {
    for (let k = 0; k <= inputs; k++) for (let column = 0; column < units; column++) {
      const panel = Math.floor(column / panelWidth);
      const w = address / floatBytes + (panel * inputs + k) * panelWidth + column % panelWidth;
      floats[k < inputs ? w : bias / floatBytes + column] = flat[next++]!;
    }
  }
}

/** Into the public order, at `into` in the same memory, which has room for `exportBytes`. */
export function exportPanels({ layers }: WasmParameters, { rowsOfPanels }: Operations, into: number): void {
  let to = into;
  for (const { inputs, units, address, bias } of layers) {
    rowsOfPanels(address, inputs, units, to);
    to += inputs * units * floatBytes;
    rowsOfPanels(bias, 1, units, to);
    to += units * floatBytes;
  }
}

/** Rows are copied by whole panels. */
export const exportBytes = (parameters: number): number => parameters * floatBytes + panelBytes;

/**
 * A multiple of eight. Wide rows take an odd number of cache lines, or else the same column of many rows would compete
 * for the few places of one cache set.
 */
function strideFor(columns: number): number {
  const stride = panelsOf(columns) * panelWidth;
  return stride >= 128 && stride % 32 === 0 ? stride + 16 : stride;
}
