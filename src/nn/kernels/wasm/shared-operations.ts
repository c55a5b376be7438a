import { helpCrew, type Crew, type Invitation } from './crew.ts';
import { instantiate } from './engine.ts';
import { panelBytes, panelsOf, panelWidth } from './layout.ts';
import type { Operations } from './operations.ts';

/** Operations that threads share out. Their place in this list is their number in an order. */
const shared = [
  'affine', 'parameterGradient', 'inputGradient', 'activationGradient', 'gather', 'allFinite',
  'scale', 'sgd', 'momentum', 'rmsprop', 'adagrad', 'adam',
] as const satisfies (keyof Operations)[];

type SharedName = (typeof shared)[number];
type Update = Extract<SharedName, 'scale' | 'sgd' | 'momentum' | 'rmsprop' | 'adagrad' | 'adam'>;
const numberOf = Object.fromEntries(shared.map((name, at) => [name, at])) as Record<SharedName, number>;

/** What a share is worth waking a thread for: multiply-adds of a product, bytes of one block or matrix. */
const worthwhileMadds = 524_288;
const worthwhileBytes = 131_072;
/** Where shares of a block may begin, in bytes. */
const blockGrain = 1024;

/**
 * The same operations, with the large ones shared out among a crew. A share is a range of the result's elements: panels
 * of columns for products, rows or pieces of a block for what goes element by element. Each element is computed by one
 * thread and in the promised order, so that the numbers do not depend on how many there are.
 */
export function shareOperations(alone: Operations, crew: Crew, eager = false): Operations {
  const leastMadds = eager ? 1 : worthwhileMadds;
  const leastBytes = eager ? 1 : worthwhileBytes;

  /** how many shares work of this size is cut into, of at most so many */
  const sharesOf = (work: number, least: number, most: number): number => {
    const worthwhile = Math.min(Math.floor(work / least), most);
    return worthwhile < 2 ? 1 : Math.min(worthwhile, crew.size());
  };

  return {
    ...alone,

    affine(x, xStride, w, bias, y, yStride, rows, inputs, units, activation, wide) {
      const panels = panelsOf(units);
      const shares = sharesOf(rows * inputs * units, leastMadds, panelPairs(panels));
      if (shares > 1) crew.begin(shares - 1);
      for (let share = shares - 1; share >= 0; share--) {
        const first = firstPanel(share, shares, panels);
        const columns = Math.min(units, firstPanel(share + 1, shares, panels) * panelWidth) - first * panelWidth;
        const w0 = w + first * inputs * panelBytes;
        const b0 = bias + first * panelBytes;
        const y0 = y + first * panelBytes;
        if (share === 0) alone.affine(x, xStride, w0, b0, y0, yStride, rows, inputs, columns, activation, wide);
        else crew.order(share, numberOf.affine, x, xStride, w0, b0, y0, yStride, rows, inputs, columns, activation, wide);
      }
      if (shares > 1) crew.finish();
    },

    parameterGradient(x, xStride, dy, dyStride, w, bias, rows, inputs, units, wide) {
      const panels = panelsOf(units);
      const shares = sharesOf(rows * inputs * units, leastMadds, panelPairs(panels));
      if (shares > 1) crew.begin(shares - 1);
      for (let share = shares - 1; share >= 0; share--) {
        const first = firstPanel(share, shares, panels);
        const columns = Math.min(units, firstPanel(share + 1, shares, panels) * panelWidth) - first * panelWidth;
        const dy0 = dy + first * panelBytes;
        const w0 = w + first * inputs * panelBytes;
        const b0 = bias + first * panelBytes;
        if (share === 0) alone.parameterGradient(x, xStride, dy0, dyStride, w0, b0, rows, inputs, columns, wide);
        else crew.order(share, numberOf.parameterGradient, x, xStride, dy0, dyStride, w0, b0, rows, inputs, columns, wide);
      }
      if (shares > 1) crew.finish();
    },

    inputGradient(dy, dyStride, w, dx, dxStride, scratch, rows, inputs, units, from, panels, wide) {
      const shares = sharesOf(rows * inputs * units, leastMadds, panelPairs(panels));
      if (shares > 1) crew.begin(shares - 1);
      for (let share = shares - 1; share >= 0; share--) {
        const first = firstPanel(share, shares, panels);
        const count = firstPanel(share + 1, shares, panels) - first;
        if (share === 0) alone.inputGradient(dy, dyStride, w, dx, dxStride, scratch, rows, inputs, units, from + first, count, wide);
        else crew.order(share, numberOf.inputGradient, dy, dyStride, w, dx, dxStride, scratch, rows, inputs, units, from + first, count, wide);
      }
      if (shares > 1) crew.finish();
    },

    activationGradient(y, yStride, dy, dyStride, dx, dxStride, rows, columns, activation) {
      const shares = sharesOf(rows * yStride, leastBytes, rows);
      if (shares > 1) crew.begin(shares - 1);
      for (let share = shares - 1; share >= 0; share--) {
        const first = begin(share, shares, rows);
        const count = begin(share + 1, shares, rows) - first;
        const y0 = y + first * yStride;
        const dy0 = dy + first * dyStride;
        const dx0 = dx + first * dxStride;
        if (share === 0) alone.activationGradient(y0, yStride, dy0, dyStride, dx0, dxStride, count, columns, activation);
        else crew.order(share, numberOf.activationGradient, y0, yStride, dy0, dyStride, dx0, dxStride, count, columns, activation);
      }
      if (shares > 1) crew.finish();
    },

    gather(source, sourceStride, indices, rows, into, stride, vectors) {
      const shares = sharesOf(rows * stride, leastBytes, rows);
      if (shares > 1) crew.begin(shares - 1);
      for (let share = shares - 1; share >= 0; share--) {
        const first = begin(share, shares, rows);
        const count = begin(share + 1, shares, rows) - first;
        const indices0 = indices + first * Uint32Array.BYTES_PER_ELEMENT;
        const into0 = into + first * stride;
        if (share === 0) alone.gather(source, sourceStride, indices0, count, into0, stride, vectors);
        else crew.order(share, numberOf.gather, source, sourceStride, indices0, count, into0, stride, vectors);
      }
      if (shares > 1) crew.finish();
    },

    allFinite(address, bytes) {
      const shares = sharesOf(bytes, leastBytes, bytes);
      if (shares > 1) crew.begin(shares - 1);
      let finite = 1;
      for (let share = shares - 1; share >= 0; share--) {
        const first = firstByte(share, shares, bytes);
        const length = firstByte(share + 1, shares, bytes) - first;
        if (share === 0) finite = alone.allFinite(address + first, length);
        else crew.order(share, numberOf.allFinite, address + first, length);
      }
      if (shares > 1) crew.finish();
      for (let share = 1; share < shares; share++) finite &= crew.answer(share);
      return finite;
    },

    scale: (bytes, g) => void update('scale', bytes, g, 0, 0, 0),
    sgd: (bytes, w, g) => void update('sgd', bytes, w, g, 0, 0),
    momentum: (bytes, w, g, v) => void update('momentum', bytes, w, g, v, 0),
    rmsprop: (bytes, w, g, v) => void update('rmsprop', bytes, w, g, v, 0),
    adagrad: (bytes, w, g, s) => void update('adagrad', bytes, w, g, s, 0),
    adam: (bytes, w, g, m, v) => update('adam', bytes, w, g, m, v),
  };

  /**
   * Every block is cut at the same places. The leader takes the last piece, whose gradients are in its cache since it took
   * their norm. Returns 1 where all shares returned 1.
   */
  function update(name: Update, bytes: number, a: number, b: number, c: number, d: number): number {
    // They take the addresses that they have use for.
    const operation = alone[name] as (bytes: number, a: number, b: number, c: number, d: number) => number | undefined;
    let all = 1;
    const shares = sharesOf(bytes, leastBytes, bytes);
    if (shares > 1) crew.begin(shares - 1);
    for (let share = shares - 1; share >= 0; share--) {
      const piece = shares - 1 - share;
      const first = firstByte(piece, shares, bytes);
      const length = firstByte(piece + 1, shares, bytes) - first;
      if (share === 0) all = operation(length, a + first, b + first, c + first, d + first) ?? 0;
      else crew.order(share, numberOf[name], length, a + first, b + first, c + first, d + first);
    }
    if (shares > 1) crew.finish();
    for (let share = 1; share < shares; share++) all &= crew.answer(share);
    return all;
  }
}

/** Helps with the operations of another thread until it is dismissed. @throws where the module does not run here */
export function help({ module, memory, control }: Invitation): void {
  const operations = instantiate<Operations>(module, memory);
  const calls = shared.map((name) => operations[name] as (...words: number[]) => number | undefined);
  helpCrew(control, (number, at) => calls[number]!(
    control[at]!, control[at + 1]!, control[at + 2]!, control[at + 3]!, control[at + 4]!, control[at + 5]!,
    control[at + 6]!, control[at + 7]!, control[at + 8]!, control[at + 9]!, control[at + 10]!, control[at + 11]!,
  ) ?? 0);
}

/** Shares of an operation over `count` things begin here; the last one ends at `begin(shares, shares, count)`. */
const begin = (share: number, shares: number, count: number): number => Math.floor((count * share) / shares);

/** In pairs, as wide tiles take them. */
const panelPairs = (panels: number): number => Math.ceil(panels / 2);
const firstPanel = (share: number, shares: number, panels: number): number =>
  Math.min(panels, 2 * begin(share, shares, panelPairs(panels)));

const firstByte = (share: number, shares: number, bytes: number): number =>
  Math.min(bytes, blockGrain * begin(share, shares, Math.ceil(bytes / blockGrain)));
