import type { OptimizerSpec } from '../spec.ts';
import type { OptimizerRule } from './rule.ts';

/** `v ← βv + (1−β)∇²; w ← w − η∇/(√v + ε)` (Hinton, Coursera lecture 6e, 2012) */
export const rmsprop: OptimizerRule<Extract<OptimizerSpec, { name: 'rmsprop' }>> = {
  slots: 1,
  update: ({ beta, epsilon }, kernel, [square]) => (values, gradient, rate) =>
    kernel.rmsprop(values, gradient, square!, rate, beta, epsilon),
};
