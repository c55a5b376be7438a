import { assertNever } from '../../assert-never.ts';
import type { Activation, Kernel, Matrix } from '../kernel.ts';
import { createCrew, type Invitation } from './crew.ts';
import type { WasmModule } from './engine.ts';
import {
  createIndices, createMatrix, createParameters, exportBytes, exportPanels, floatBytes, importPanels, panelBytes, panelsOf, panelWidth,
  type WasmDense, type WasmParameters,
} from './layout.ts';
import { createMachine, giveBack, takeMachine } from './machine.ts';
import { shareOperations } from './shared-operations.ts';

export interface WasmKernelOptions {
  /** from `compileModule` */
  module: WasmModule;
  /**
   * Tiles of two panels rather than one: faster where the engine joins 128-bit operations (see `wideTilesFlag`) or has
   * 32 registers, slower elsewhere. The numbers are the same.
   */
  wide: boolean;
  /** other threads to share large operations with */
  helpers?: Helpers;
}

/** The module is then one for shared memory. */
export interface Helpers {
  count: number;
  /** Sends for that many threads, which are to call `help`. Not before there is work that is worth it. */
  recruit(invitation: Invitation): void;
  /** Shares out even the smallest work, to try how that is done. */
  eager?: boolean;
}

/** The fast kernel: WebAssembly on one linear memory, bit for bit the float32 reference where `relaxed_madd` is fused. */
export function createWasmKernel({ module, wide: wideTiles, helpers }: WasmKernelOptions): Kernel {
  // Helpers may still look at a memory that they shared, so that one is never used again.
  const machine = helpers ? createMachine(module, true) : takeMachine(module);
  const { heap, operations: alone } = machine;
  const { memory } = heap;
  let released = false;
  const operations = helpers
    ? shareOperations(alone, createCrew(helpers.count, (control) => helpers.recruit({ module, memory, control })), helpers.eager)
    : alone;
  const wide = wideTiles ? 1 : 0;
  /** the block whose update has just found all of its numbers finite; null once any block is written to */
  let finite: WasmParameters | null = null;
  const scratch = createScratch(heap.allocate);
  let floats: Float32Array = new Float32Array();
  let scalars: Float32Array = new Float32Array();

  // Its result is a field: with an accessor every kernel would be a class of its own to the engine, and slow to call.
  const kernel: Kernel & { result: Float64Array } = {
    name: 'wasm',
    precision: 'float32',
    result: new Float64Array(),

    release() {
      if (released || helpers) return;
      released = true;
      giveBack(module, machine);
    },
    matrix: (rows, columns) => createMatrix(heap, rows, columns),
    indices: (length) => createIndices(heap, length),
    parameters(shapes) {
      for (const shape of shapes) scratch.reserve(transposedBytes(shape));
      const block = createParameters(heap, shapes);
      scratch.reserve(exportBytes(block.size));
      return block;
    },
    importParameters(block: WasmParameters, flat) {
      finite = null;
      importPanels(block, floats, flat);
    },
    exportParameters(block: WasmParameters, into) {
      const from = scratch.address();
      exportPanels(block, operations, from);
      into.set(floats.subarray(from / floatBytes, from / floatBytes + block.size));
    },
    copyParameters(from: WasmParameters, to: WasmParameters) {
      finite = null;
      floats.copyWithin(to.address / floatBytes, from.address / floatBytes, (from.address + from.bytes) / floatBytes);
    },
    gather(source, rows, from, count, into) {
      operations.gather(
        source.address, pitch(source), rows.address + from * Uint32Array.BYTES_PER_ELEMENT, count,
        into.address, pitch(into), panelsOf(source.columns) * 2,
      );
    },

    affine(x, layer: WasmDense, y, rows, activation) {
      const { address, bias, inputs, units } = layer;
      takeSlope(activation);
      operations.affine(
        x.address, pitch(x), address, bias, y.address, pitch(y), rows, inputs, units,
        activation ? numberOf(activation.kind) : 0, wide,
      );
    },
    parameterGradient(x, dy, gradient: WasmDense, rows) {
      finite = null;
      const { address, bias, inputs, units } = gradient;
      operations.parameterGradient(x.address, pitch(x), dy.address, pitch(dy), address, bias, rows, inputs, units, wide);
    },
    inputGradient(dy, { address, inputs, units }, dx, rows) {
      operations.inputGradient(
        dy.address, pitch(dy), address, dx.address, pitch(dx), scratch.address(), rows, inputs, units, 0, panelsOf(inputs), wide,
      );
    },

    activate(x, y, rows, activation) {
      takeSlope(activation);
      operations.activate(x.address, pitch(x), y.address, pitch(y), rows, x.columns, numberOf(activation.kind));
    },
    activationGradient(y, dy, dx, rows, activation) {
      takeSlope(activation);
      operations.activationGradient(
        y.address, pitch(y), dy.address, pitch(dy), dx.address, pitch(dx), rows, y.columns, numberOf(activation.kind),
      );
    },
    multiply(x, mask, y, rows) {
      operations.multiply(x.address, pitch(x), mask.address, pitch(mask), y.address, pitch(y), rows, x.columns);
    },
    softmax(x, y, rows) {
      operations.softmax(x.address, pitch(x), y.address, pitch(y), rows, x.columns);
    },

    softmaxCrossEntropy(x, target, p, dx, rows, divisor) {
      scalars[0] = 1 / divisor;
      operations.softmaxCrossEntropy(
        x.address, pitch(x), target.address, pitch(target), p.address, pitch(p), dx ? dx.address : 0, dx ? pitch(dx) : 0,
        rows, x.columns,
      );
    },
    sigmoidCrossEntropy(x, target, p, dx, rows, divisor) {
      scalars[0] = 1 / divisor;
      operations.sigmoidCrossEntropy(
        x.address, pitch(x), target.address, pitch(target), p.address, pitch(p), dx ? dx.address : 0, dx ? pitch(dx) : 0, rows,
      );
    },
    squaredError(x, target, dx, rows, divisor) {
      scalars[0] = 2 * (1 / divisor);
      operations.squaredError(
        x.address, pitch(x), target.address, pitch(target), dx ? dx.address : 0, dx ? pitch(dx) : 0, rows, x.columns,
      );
    },

    addPenalties(values: WasmParameters, gradient: WasmParameters, l1, l2) {
      finite = null;
      scalars[0] = l1;
      scalars[1] = l2;
      for (let at = 0; at < values.layers.length; at++) {
        const { address, weightBytes } = values.layers[at]!;
        operations.addPenalties(weightBytes, address, gradient.layers[at]!.address);
      }
      if (!areFinite(2)) clearPadding(gradient);
    },
    norm(block: WasmParameters) {
      operations.norm(block.address, block.bytes);
    },
    scale(block: WasmParameters, factor) {
      finite = null;
      scalars[0] = factor;
      operations.scale(block.bytes, block.address);
      if (!areFinite(1)) clearPadding(block);
    },
    sgd(values: WasmParameters, gradient: WasmParameters, rate) {
      finite = null;
      scalars[0] = rate;
      operations.sgd(values.bytes, values.address, gradient.address);
      if (!areFinite(1)) clearPadding(values);
    },
    momentum(values: WasmParameters, gradient: WasmParameters, velocity: WasmParameters, rate, mu, nesterov) {
      finite = null;
      scalars[0] = rate;
      scalars[1] = mu;
      scalars[2] = nesterov ? 1 : 0;
      operations.momentum(values.bytes, values.address, gradient.address, velocity.address);
      if (!areFinite(2)) clearPadding(values, velocity);
    },
    rmsprop(values: WasmParameters, gradient: WasmParameters, square: WasmParameters, rate, beta, epsilon) {
      finite = null;
      scalars[0] = rate;
      scalars[1] = beta;
      scalars[2] = 1 - beta;
      scalars[3] = epsilon;
      operations.rmsprop(values.bytes, values.address, gradient.address, square.address);
      if (!areFinite(4) || scalars[3] === 0) clearPadding(values, square);
    },
    adam(values: WasmParameters, gradient: WasmParameters, first: WasmParameters, second: WasmParameters, step) {
      scalars[0] = step.beta1;
      scalars[1] = 1 - step.beta1;
      scalars[2] = step.beta2;
      scalars[3] = 1 - step.beta2;
      scalars[4] = step.rate / step.correction1;
      scalars[5] = 1 / Math.sqrt(step.correction2);
      scalars[6] = 1 - step.rate * step.decay;
      scalars[7] = step.epsilon;
      const allFinite = operations.adam(values.bytes, values.address, gradient.address, first.address, second.address);
      finite = allFinite ? values : null;
      if (!areFinite(8) || scalars[7] === 0) clearPadding(values, first, second);
    },
    adagrad(values: WasmParameters, gradient: WasmParameters, square: WasmParameters, rate, epsilon) {
      finite = null;
      scalars[0] = rate;
      scalars[1] = epsilon;
      operations.adagrad(values.bytes, values.address, gradient.address, square.address);
      if (!areFinite(2) || scalars[1] === 0) clearPadding(values, square);
    },
    firstNonFinite(block: WasmParameters) {
      if (block === finite) return -1;
      if (operations.allFinite(block.address, block.bytes)) return -1;
      return block.layers.findIndex(({ address, bytes }) => !operations.allFinite(address, bytes));
    },
  };
  heap.onReplaced((buffer) => {
    floats = new Float32Array(buffer);
    scalars = new Float32Array(buffer, operations.scalars.value, 8);
    kernel.result = new Float64Array(buffer, operations.result.value, 1);
  });
  return kernel;

  function takeSlope(activation: Activation | null): void {
    if (activation?.kind === 'leakyRelu') scalars[0] = activation.slope;
  }

  function areFinite(count: number): boolean {
    for (let i = 0; i < count; i++) if (!Number.isFinite(scalars[i]!)) return false;
    return true;
  }

  /** Needed after an update with a scalar that is not finite, or a divisor of 0: then even zeros do not stay zeros. */
  function clearPadding(...blocks: WasmParameters[]): void {
    for (const { layers } of blocks) for (const layer of layers) clearLayer(layer);
  }

  function clearLayer({ address, bias, inputs, units, panels }: WasmDense): void {
    const last = panels - 1;
    const columns = units - last * panelWidth;
    operations.clearPadding(address + last * inputs * panelBytes, panelBytes, inputs, columns);
    operations.clearPadding(bias + last * panelBytes, panelBytes, 1, columns);
  }
}

/** A switch, because the engine looks slowly into a table by more than a few names. */
function numberOf(kind: Activation['kind']): number {
  switch (kind) {
    case 'relu': return 1;
    case 'leakyRelu': return 2;
    case 'sigmoid': return 3;
    case 'tanh': return 4;
    default: return assertNever(kind);
  }
}

/** bytes from row to row */
const pitch = ({ stride }: Matrix): number => stride * floatBytes;

const transposedBytes = ({ inputs, units }: { inputs: number; units: number }): number =>
  panelsOf(inputs) * panelsOf(units) * panelWidth * panelWidth * floatBytes;

/** One piece of memory that operations may use while they run, as large as the largest need. */
function createScratch(allocate: (bytes: number) => number) {
  let at = 0;
  let size = 0;
  return {
    address: () => at,
    reserve(bytes: number) {
      if (bytes <= size) return;
      at = allocate(bytes);
      size = bytes;
    },
  };
}
