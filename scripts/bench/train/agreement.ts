import type { Kernel } from '../../../src/nn/kernels/kernel.ts';
import { createReferenceKernel } from '../../../src/nn/kernels/reference.ts';
import type { LoadedCase } from './peer.ts';
import { flopsOf, specOf } from './cases.ts';
import { trainOwn } from './own.ts';
import roundings from './roundings.json' with { type: 'json' };

/** How far losses are from those of the reference in float64, relative to them. */
export interface Losses {
  /** after the first epoch, over at most sixteen batches */
  first: number;
  /** after the whole training; null where that would take the reference too long */
  final: number | null;
}

/**
 * Largest differences that roundings of float32's size led to in some trainings that were made for this alone
 * (`npm run prove:roundings`). Of n such numbers and one more of their kind, the last is the largest once in n + 1 times,
 * so a larger one proves nothing yet; one of four times their size does, as a sum that loses two digits is off by more.
 */
const allowed: Record<string, Losses> = roundings;
const margin = 4;

/** What the losses of a case may be off by. */
export function allowedOf(name: string): Losses {
  const { first, final } = allowed[name]!;
  return { first: margin * first, final: final === null ? null : margin * final };
}

/** flops that the reference gets done in some seconds */
const mostFlops = 2e9;

/** Takes the losses in float64 once, and then those of any kernel against them. */
export function lossesAgainst(one: LoadedCase): (kernel: () => Kernel) => Losses {
  const { data } = one;
  const few = { ...data, train: data.train.subarray(0, 16 * one.batchSize) };
  const loss = (kernel: Kernel, rows: typeof data, epochs: number) => trainOwn({ ...specOf(one), epochs }, rows, kernel).trainLoss;
  const whole = flopsOf(one, data) <= mostFlops;
  const exact = () => createReferenceKernel('float64');
  const [first, final] = [loss(exact(), few, 1), whole ? loss(exact(), data, one.epochs) : null];
  return (kernel) => ({
    first: Math.abs(loss(kernel(), few, 1) - first) / first,
    final: final === null ? null : Math.abs(loss(kernel(), data, one.epochs) - final) / final,
  });
}
