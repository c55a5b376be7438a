import type { Kernel } from '../../../src/nn/kernels/kernel.ts';
import { createReferenceKernel } from '../../../src/nn/kernels/reference.ts';
import type { LoadedCase } from './peer.ts';
import { flopsOf, specOf } from './cases.ts';
import { trainOwn } from './own.ts';

/** How far losses are from those of the reference in float64, relative to them. */
export interface Difference {
  /** after the first epoch, over at most sixteen batches */
  first: number;
  /** after the whole training; null where that would take the reference too long */
  final: number | null;
}

/** What one epoch in float32 may differ by: some thousand roundings of 2^−24, and the steps that follow from them. */
const allowedFirst = 1e-4;
/**
 * And a whole training: roundings grow from step to step, to some 2^−7 in the 11,400 of the tiny case as measured. The bound
 * leaves them another factor of four; a wrong formula, or a sum that loses digits, is off by more.
 */
const allowedFinal = 2 ** -5;

export const isAllowed = ({ first, final }: Difference): boolean => first <= allowedFirst && (final === null || final <= allowedFinal);

/** flops that the reference gets done in some seconds */
const mostFlops = 2e9;

export function differenceFromFloat64(one: LoadedCase, kernel: () => Kernel): Difference {
  const { data } = one;
  const few = { ...data, train: data.train.subarray(0, 16 * one.batchSize) };
  return {
    first: relative(few, 1),
    final: flopsOf(one, data) <= mostFlops ? relative(data, one.epochs) : null,
  };

  function relative(rows: typeof data, epochs: number): number {
    const spec = { ...specOf(one), epochs };
    const [got, exact] = [kernel(), createReferenceKernel('float64')].map((each) => trainOwn(spec, rows, each).trainLoss);
    return Math.abs(got! - exact!) / exact!;
  }
}
