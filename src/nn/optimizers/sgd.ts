import type { OptimizerSpec } from '../spec.ts';
import type { OptimizerRule } from './rule.ts';

/** `w ← w − η∇` */
export const sgd: OptimizerRule<Extract<OptimizerSpec, { name: 'sgd' }>> = {
  slots: 0,
  update: (_spec, kernel) => (values, gradient, rate) => kernel.sgd(values, gradient, rate),
};
