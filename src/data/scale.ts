import type { ScaleName } from './config.ts';
import { moments } from './statistics.ts';

/** A number becomes `(number − offset) / scale`. */
export interface Scaling {
  offset: number;
  scale: number;
}

/**
 * From the values of the training rows, none of them missing. `standard`: mean 0 and population standard deviation 1;
 * `minMax`: from 0 to 1. Values that are all the same are shifted but not stretched.
 */
export function fitScaling(values: Float64Array, name: ScaleName): Scaling {
  if (name === 'none') return { offset: 0, scale: 1 };
  const { min, max, mean, sd } = moments(values);
  if (min === max) return { offset: min, scale: 1 };
  switch (name) {
    case 'standard': return { offset: mean, scale: sd };
    case 'minMax': return { offset: min, scale: max - min };
  }
}
