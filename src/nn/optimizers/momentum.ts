import type { OptimizerSpec } from '../spec.ts';
import type { OptimizerRule } from './rule.ts';

/** `v ← μv + η∇; w ← w − v`; Nesterov's looks ahead: `w ← w − (μv + η∇)`, with the new v (Sutskever et al. 2013). */
export const momentum: OptimizerRule<Extract<OptimizerSpec, { name: 'momentum' }>> = {
  slots: 1,
  update: ({ momentum: mu, nesterov }, kernel, [velocity]) => (values, gradient, rate) =>
    kernel.momentum(values, gradient, velocity!, rate, mu, nesterov),
};
