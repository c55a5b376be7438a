import type { Generator } from './random.ts';
import type { InitializerName } from './spec.ts';

/** Draws one starting weight. */
type Draw = (generator: Generator) => number;

/**
 * Starting weights by the numbers of inputs and units of the layer.
 * He: variance 2/inputs (He et al. 2015); Glorot: variance 2/(inputs + units) (Glorot and Bengio 2010).
 * A uniform number in ±limit has the variance limit²/3.
 */
const initializers: Record<InitializerName, (inputs: number, units: number) => Draw> = {
  heNormal: (inputs) => normal(Math.sqrt(2 / inputs)),
  heUniform: (inputs) => uniform(Math.sqrt(6 / inputs)),
  glorotNormal: (inputs, units) => normal(Math.sqrt(2 / (inputs + units))),
  glorotUniform: (inputs, units) => uniform(Math.sqrt(6 / (inputs + units))),
  zeros: () => () => 0,
};

/** Writes W `[inputs, units]` row-major; `into` has that length. */
export function initialize(into: Float64Array, name: InitializerName, inputs: number, units: number, generator: Generator): void {
  const draw = initializers[name](inputs, units);
  for (let i = 0; i < into.length; i++) into[i] = draw(generator);
}

const normal = (sd: number): Draw => (generator) => sd * generator.normal();

const uniform = (limit: number): Draw => (generator) => limit * (2 * generator.float() - 1);
