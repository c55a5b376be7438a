import type { DenseShape, Kernel, Parameters } from '../kernels/kernel.ts';
import { NetworkError } from '../network-error.ts';
import type { OptimizerSpec } from '../spec.ts';
import { adagrad } from './adagrad.ts';
import { adam, adamw } from './adam.ts';
import { momentum } from './momentum.ts';
import { rmsprop } from './rmsprop.ts';
import type { OptimizerRule } from './rule.ts';
import { sgd } from './sgd.ts';

/** An optimizer at work: its config, and its state in the kernel's memory. */
export interface Optimizer {
  /** One update of `values`; `rate` is the learning rate of this step. */
  update(values: Parameters, gradient: Parameters, rate: number): void;
  exportState(): OptimizerState;
  /** @throws NetworkError where the state is not of this optimizer on parameters of this number */
  importState(state: OptimizerState): void;
}

/** Plain data: everything that the next update depends on beside config and gradient. */
export interface OptimizerState {
  name: string;
  /** updates that these slots have seen */
  step: number;
  /** in the public order of parameters */
  slots: Float32Array[];
}

const rules: { [Name in OptimizerSpec['name']]: OptimizerRule<Extract<OptimizerSpec, { name: Name }>> } = {
  sgd, momentum, rmsprop, adam, adamw, adagrad,
};

export function createOptimizer(spec: OptimizerSpec, kernel: Kernel, shapes: readonly DenseShape[]): Optimizer {
  // The table pairs each name with the rule for its spec, which the index type cannot express.
  const rule = rules[spec.name] as OptimizerRule<OptimizerSpec>;
  const slots = Array.from({ length: rule.slots }, () => kernel.parameters(shapes));
  const update = rule.update(spec, kernel, slots);
  let step = 0;
  return {
    update(values, gradient, rate) {
      step++;
      update(values, gradient, rate, step);
    },
    exportState: () => ({ name: spec.name, step, slots: slots.map((slot) => exportSlot(kernel, slot)) }),
    importState(state) {
      if (state.name !== spec.name || state.slots.length !== slots.length || state.slots.some(({ length }, i) => length !== slots[i]!.size)) {
        throw new NetworkError(`This state is not one of ${spec.name} for this network.`, 'optimizer.name');
      }
      step = state.step;
      slots.forEach((slot, i) => kernel.importParameters(slot, state.slots[i]!));
    },
  };
}

function exportSlot(kernel: Kernel, slot: Parameters): Float32Array {
  const flat = new Float32Array(slot.size);
  kernel.exportParameters(slot, flat);
  return flat;
}
