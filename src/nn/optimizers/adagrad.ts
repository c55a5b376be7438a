import type { OptimizerSpec } from '../spec.ts';
import type { OptimizerRule } from './rule.ts';

/** `s ← s + ∇²; w ← w − η∇/(√s + ε)` (Duchi et al. 2011) */
export const adagrad: OptimizerRule<Extract<OptimizerSpec, { name: 'adagrad' }>> = {
  slots: 1,
  update: ({ epsilon }, kernel, [square]) => (values, gradient, rate) => kernel.adagrad(values, gradient, square!, rate, epsilon),
};
