import type { OptimizerSpec } from '../../../src/nn/spec.ts';
import { f, fma } from './float32.ts';

/** Moves one parameter, and the numbers that its optimizer keeps of it, two of them at most and 0 at first. */
type Update = (w: number, g: number, slots: [number, number]) => number;

const power = (base: number, t: number): number => Array.from({ length: t }, () => base).reduce((product, factor) => product * factor, 1);

/** The update of step t, counted from 1. */
export function updateOf(spec: OptimizerSpec, rate: number, t: number): Update {
  const eta = f(rate);
  switch (spec.name) {
    case 'sgd':
      return (w, g) => fma(-eta, g, w);
    case 'momentum': {
      const mu = f(spec.momentum);
      return (w, g, slots) => {
        const s = f(eta * g);
        slots[0] = fma(mu, slots[0], s);
        return f(w - (spec.nesterov ? fma(mu, slots[0], s) : slots[0]));
      };
    }
    case 'rmsprop': {
      const [beta, rest, epsilon] = [f(spec.beta), f(1 - spec.beta), f(spec.epsilon)];
      return (w, g, slots) => {
        slots[0] = fma(beta, slots[0], f(rest * f(g * g)));
        return f(w - f(f(eta * g) / f(f(Math.sqrt(slots[0])) + epsilon)));
      };
    }
    case 'adagrad': {
      const epsilon = f(spec.epsilon);
      return (w, g, slots) => {
        slots[0] = fma(g, g, slots[0]);
        return f(w - f(f(eta * g) / f(f(Math.sqrt(slots[0])) + epsilon)));
      };
    }
    case 'adam':
    case 'adamw': {
      const a = f(rate / (1 - power(spec.beta1, t)));
      const q = f(1 / Math.sqrt(1 - power(spec.beta2, t)));
      const keep = f(1 - rate * (spec.name === 'adamw' ? spec.weightDecay : 0));
      const [beta1, rest1, beta2, rest2, epsilon] = [spec.beta1, 1 - spec.beta1, spec.beta2, 1 - spec.beta2, spec.epsilon].map(f) as [number, number, number, number, number];
      return (w, g, slots) => {
        slots[0] = fma(beta1, slots[0], f(rest1 * g));
        slots[1] = fma(beta2, slots[1], f(rest2 * f(g * g)));
        return f(f(w * keep) - f(f(a * slots[0]) / fma(f(Math.sqrt(slots[1])), q, epsilon)));
      };
    }
  }
}
