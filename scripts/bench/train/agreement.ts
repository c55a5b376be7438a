import type { Kernel } from '../../../src/nn/kernels/kernel.ts';
import { createReferenceKernel } from '../../../src/nn/kernels/reference.ts';
import type { LoadedCase } from './peer.ts';
import { specOf } from './cases.ts';
import { trainOwn } from './own.ts';

/** What one epoch in float32 may differ from float64: some thousand roundings of 2^−24, and the steps that follow from them. */
export const allowedDifference = 1e-4;

/** The relative difference of the first epoch's loss from a reference run in float64, over rows enough for a few steps. */
export function differenceFromFloat64(one: LoadedCase, kernel: Kernel): number {
  const data = { ...one.data, train: one.data.train.subarray(0, 4 * one.batchSize) };
  const spec = { ...specOf(one), epochs: 1 };
  const [got, exact] = [kernel, createReferenceKernel('float64')].map((each) => trainOwn(spec, data, each).trainLoss);
  return Math.abs(got! - exact!) / exact!;
}
