/** Unit roundoff of float32: a number is rounded to one that is off by at most u of its size. */
export const u = 2 ** -24;
/** n roundings multiply to a factor that is off by at most this (Higham, Accuracy and Stability, 2002, lemma 3.1). */
export const gamma = (n: number): number => (n * u) / (1 - n * u);

/** A matrix in exact arithmetic, with a bound on how far the same matrix in float32 may be off, number by number. */
export interface Bounded {
  value: number[][];
  error: number[][];
}

/** Input, weight or target: off by its own rounding alone. */
export const rounded = (value: number[][]): Bounded => ({ value, error: value.map((row) => row.map((x) => u * Math.abs(x))) });

export const transposed = ({ value, error }: Bounded): Bounded => ({ value: flip(value), error: flip(error) });

/**
 * A·B (+ bias): each element is a sum of n products rounded once a step, of factors that are off themselves:
 * |Δ| ≤ Σ (|a|·δb + δa·|b| + δa·δb) + γₙ₊₁ Σ (|a| + δa)(|b| + δb)  (Higham, section 3.5).
 */
export function product(a: Bounded, b: Bounded, bias?: number[]): Bounded {
  const steps = gamma(b.value.length + 1);
  return combine(a.value.length, b.value[0]!.length, (i, j) => {
    let [value, error] = bias ? [bias[j]!, u * Math.abs(bias[j]!) * (1 + steps) + steps * Math.abs(bias[j]!)] : [0, 0];
    for (let k = 0; k < b.value.length; k++) {
      const [x, dx, y, dy] = [a.value[i]![k]!, a.error[i]![k]!, b.value[k]![j]!, b.error[k]![j]!];
      value += x * y;
      error += Math.abs(x) * dy + dx * Math.abs(y) + dx * dy + steps * (Math.abs(x) + dx) * (Math.abs(y) + dy);
    }
    return [value, error];
  });
}

/** f(x), where |f(x + d) − f(x)| ≤ spread(x, |d|), rounded `roundings` times. */
export function mapped(x: Bounded, f: (x: number) => number, spread: (x: number, d: number) => number, roundings: number): Bounded {
  return combine(x.value.length, x.value[0]!.length, (i, j) => {
    const [value, moved] = [f(x.value[i]![j]!), spread(x.value[i]![j]!, x.error[i]![j]!)];
    return [value, moved + gamma(roundings) * (Math.abs(value) + moved)];
  });
}

/** The elementwise product: rounded once. */
export function scaled(a: Bounded, b: Bounded): Bounded {
  return combine(a.value.length, a.value[0]!.length, (i, j) => {
    const [x, dx, y, dy] = [a.value[i]![j]!, a.error[i]![j]!, b.value[i]![j]!, b.error[i]![j]!];
    const moved = Math.abs(x) * dy + dx * Math.abs(y) + dx * dy;
    return [x * y, moved + u * (Math.abs(x * y) + moved)];
  });
}

function combine(rows: number, columns: number, at: (i: number, j: number) => [value: number, error: number]): Bounded {
  const cells = Array.from({ length: rows }, (_, i) => Array.from({ length: columns }, (_, j) => at(i, j)));
  return { value: cells.map((row) => row.map(([value]) => value)), error: cells.map((row) => row.map(([, error]) => error)) };
}

const flip = (m: number[][]): number[][] => m[0]!.map((_, j) => m.map((row) => row[j]!));
