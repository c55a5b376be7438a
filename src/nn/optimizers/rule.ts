import type { Kernel, Parameters } from '../kernels/kernel.ts';

/** How one kind of optimizer moves the parameters; `slots` are the blocks of state that it keeps beside them. */
export interface OptimizerRule<Spec> {
  readonly slots: number;
  update(spec: Spec, kernel: Kernel, slots: readonly Parameters[]): Update;
}

/** `step` counts from 1. */
export type Update = (values: Parameters, gradient: Parameters, rate: number, step: number) => void;

