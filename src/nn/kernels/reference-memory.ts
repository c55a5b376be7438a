import type { Arithmetic } from './arithmetic.ts';
import type { DenseParameters, DenseShape, Floats, Indices, Kernel, Matrix, Parameters } from './kernel.ts';

/** A block in the public order; every layer looks into it. */
export interface ReferenceParameters extends Parameters {
  readonly layers: readonly ReferenceDense[];
  readonly data: Floats;
}

export interface ReferenceDense extends DenseParameters {
  /** `[inputs, units]`, row-major */
  readonly w: Floats;
  /** `[units]` */
  readonly b: Floats;
}

type Memory = Pick<
  Kernel,
  'matrix' | 'indices' | 'parameters' | 'importParameters' | 'exportParameters' | 'copyParameters' | 'gather'
>;

export const memory = ({ floats }: Arithmetic): Memory => ({
  matrix: (rows, columns): Matrix => ({ rows, columns, stride: columns, data: floats(rows * columns), address: 0 }),

  indices: (length): Indices => ({ data: new Uint32Array(length), address: 0 }),

  parameters(shapes): ReferenceParameters {
    const size = shapes.reduce((sum, { inputs, units }) => sum + (inputs + 1) * units, 0);
    const data = floats(size);
    let at = 0;
    const layers = shapes.map(({ inputs, units }: DenseShape): ReferenceDense => {
      const w = data.subarray(at, (at += inputs * units));
      const b = data.subarray(at, (at += units));
      return { inputs, units, address: 0, w, b };
    });
    return { layers, size, data };
  },

  importParameters(block: ReferenceParameters, flat) {
    block.data.set(flat);
  },

  exportParameters(block: ReferenceParameters, into) {
    into.set(block.data);
  },

  copyParameters(from: ReferenceParameters, to: ReferenceParameters) {
    to.data.set(from.data);
  },

  gather(source, rows, from, count, into) {
    for (let i = 0; i < count; i++) {
      const start = rows.data[from + i]! * source.stride;
      for (let c = 0; c < source.columns; c++) into.data[i * into.stride + c] = source.data[start + c]!;
    }
  },
});
