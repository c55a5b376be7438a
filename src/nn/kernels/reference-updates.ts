import type { Arithmetic } from './arithmetic.ts';
import type { Floats, Kernel } from './kernel.ts';
import type { ReferenceParameters } from './reference-memory.ts';

type Updates = Pick<
  Kernel,
  'addPenalties' | 'norm' | 'scale' | 'sgd' | 'momentum' | 'rmsprop' | 'adam' | 'adagrad' | 'firstNonFinite'
>;

/** What acts on whole blocks of parameters. w is a value, g its gradient. */
export const updates = ({ round, madd }: Arithmetic, result: Float64Array): Updates => {
  const lanes = new Float64Array(8);
  return {
    addPenalties(values: ReferenceParameters, gradient: ReferenceParameters, l1, l2) {
      const [a, b] = [round(l1), round(l2)];
      values.layers.forEach(({ w }, at) => {
        const g = gradient.layers[at]!.w;
        for (let i = 0; i < w.length; i++) {
          const sign = w[i]! > 0 ? a : w[i]! < 0 ? -a : 0;
          g[i] = round(madd(b, w[i]!, g[i]!) + sign);
        }
      });
    },

    norm(block: ReferenceParameters) {
      lanes.fill(0);
      for (const { inputs, units, w, b } of block.layers) {
        addSquares(lanes, w, inputs, units);
        addSquares(lanes, b, 1, units);
      }
      result[0] = Math.sqrt(pairwise(lanes));
    },

    scale(block: ReferenceParameters, factor) {
      const by = round(factor);
      const { data } = block;
      for (let i = 0; i < data.length; i++) data[i] = round(data[i]! * by);
    },

    sgd(values: ReferenceParameters, gradient: ReferenceParameters, rate) {
      const eta = round(rate);
      const { data: w } = values;
      for (let i = 0; i < w.length; i++) w[i] = madd(-eta, gradient.data[i]!, w[i]!);
    },

    momentum(values: ReferenceParameters, gradient: ReferenceParameters, velocity: ReferenceParameters, rate, mu, nesterov) {
      const [eta, keep] = [round(rate), round(mu)];
      const [w, g, v] = [values.data, gradient.data, velocity.data];
      for (let i = 0; i < w.length; i++) {
        const step = round(eta * g[i]!);
        v[i] = madd(keep, v[i]!, step);
        w[i] = round(w[i]! - (nesterov ? madd(keep, v[i]!, step) : v[i]!));
      }
    },

    rmsprop(values: ReferenceParameters, gradient: ReferenceParameters, square: ReferenceParameters, rate, beta, epsilon) {
      const [eta, keep, take, eps] = [round(rate), round(beta), round(1 - beta), round(epsilon)];
      const [w, g, v] = [values.data, gradient.data, square.data];
      for (let i = 0; i < w.length; i++) {
        v[i] = madd(keep, v[i]!, round(take * round(g[i]! * g[i]!)));
        w[i] = round(w[i]! - round(round(eta * g[i]!) / round(round(Math.sqrt(v[i]!)) + eps)));
      }
    },

    adam(values: ReferenceParameters, gradient: ReferenceParameters, first: ReferenceParameters, second: ReferenceParameters, step) {
      const [keep1, take1] = [round(step.beta1), round(1 - step.beta1)];
      const [keep2, take2] = [round(step.beta2), round(1 - step.beta2)];
      const eta = round(step.rate / step.correction1);
      const unbias = round(1 / Math.sqrt(step.correction2));
      const keep = round(1 - step.rate * step.decay);
      const eps = round(step.epsilon);
      const [w, g, m, v] = [values.data, gradient.data, first.data, second.data];
      for (let i = 0; i < w.length; i++) {
        m[i] = madd(keep1, m[i]!, round(take1 * g[i]!));
        v[i] = madd(keep2, v[i]!, round(take2 * round(g[i]! * g[i]!)));
        const change = round(round(eta * m[i]!) / madd(round(Math.sqrt(v[i]!)), unbias, eps));
        w[i] = round(round(w[i]! * keep) - change);
      }
    },

    adagrad(values: ReferenceParameters, gradient: ReferenceParameters, square: ReferenceParameters, rate, epsilon) {
      const [eta, eps] = [round(rate), round(epsilon)];
      const [w, g, s] = [values.data, gradient.data, square.data];
      for (let i = 0; i < w.length; i++) {
        s[i] = madd(g[i]!, g[i]!, s[i]!);
        w[i] = round(w[i]! - round(round(eta * g[i]!) / round(round(Math.sqrt(s[i]!)) + eps)));
      }
    },

    firstNonFinite(block: ReferenceParameters) {
      return block.layers.findIndex(({ w, b }) => !allFinite(w) || !allFinite(b));
    },
  };
};

const panelWidth = 8;

/** Adds the squares of a `[rows, columns]` array to the lanes, panel by panel, column n to lane n mod 8. */
function addSquares(lanes: Float64Array, values: Floats, rows: number, columns: number): void {
  for (let panel = 0; panel < columns; panel += panelWidth) {
    const width = Math.min(panelWidth, columns - panel);
    for (let k = 0; k < rows; k++) {
      for (let lane = 0; lane < width; lane++) {
        const value = values[k * columns + panel + lane]!;
        lanes[lane] = lanes[lane]! + value * value;
      }
    }
  }
}

/** `((l0 + l1) + (l2 + l3)) + ((l4 + l5) + (l6 + l7))` */
const pairwise = (l: Float64Array): number => l[0]! + l[1]! + (l[2]! + l[3]!) + (l[4]! + l[5]! + (l[6]! + l[7]!));

const allFinite = (values: Floats): boolean => {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i]!)) return false;
  return true;
};
