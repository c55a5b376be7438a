import type { AdamStep, Kernel, Parameters } from '../kernels/kernel.ts';
import type { OptimizerSpec } from '../spec.ts';
import type { OptimizerRule, Update } from './rule.ts';

type AdamSpec = Extract<OptimizerSpec, { name: 'adam' }>;
type AdamWSpec = Extract<OptimizerSpec, { name: 'adamw' }>;

/**
 * `m ← β₁m + (1−β₁)∇; v ← β₂v + (1−β₂)∇²; w ← w − η·m̂/(√v̂ + ε)`, with m̂ and v̂ corrected for their start at 0
 * (Kingma and Ba 2015, ε outside the root).
 */
export const adam: OptimizerRule<AdamSpec> = {
  slots: 2,
  update: (spec, kernel, slots) => adamUpdate(spec, 0, kernel, slots),
};

/** Adam with weight decay apart from the gradient: first `w ← w − ηλw` (Loshchilov and Hutter 2019). */
export const adamw: OptimizerRule<AdamWSpec> = {
  slots: 2,
  update: (spec, kernel, slots) => adamUpdate(spec, spec.weightDecay, kernel, slots),
};

function adamUpdate(
  { beta1, beta2, epsilon }: Omit<AdamSpec, 'name'>, decay: number, kernel: Kernel, [first, second]: readonly Parameters[],
): Update {
  const numbers: AdamStep = { rate: 0, beta1, beta2, epsilon, decay, correction1: 1, correction2: 1 };
  const [power1, power2] = [powers(beta1), powers(beta2)];
  return (values, gradient, rate, step) => {
    numbers.rate = rate;
    numbers.correction1 = 1 - power1(step);
    numbers.correction2 = 1 - power2(step);
    kernel.adam(values, gradient, first!, second!, numbers);
  };
}

/** `base^n` as the product of n factors in order, in float64; quick where n goes up by one from call to call. */
function powers(base: number): (n: number) => number {
  // Fields of an object, because a captured variable would be allocated anew with each number.
  const last = { product: 1, factors: 0 };
  return (n) => {
    if (n < last.factors) Object.assign(last, { product: 1, factors: 0 });
    for (; last.factors < n; last.factors++) last.product *= base;
    return last.product;
  };
}
