export interface RegressionScores {
  /** mean squared error */
  mse: number;
  /** mean absolute error */
  mae: number;
  /** 1 − Σ(y − ŷ)²/Σ(y − ȳ)²; NaN where the target does not vary */
  r2: number;
}

/**
 * prediction and target `[rows, outputs]`, row-major. Errors are means over rows and outputs, r2 is the mean over the
 * outputs.
 */
export function regressionScores(prediction: ArrayLike<number>, target: ArrayLike<number>, outputs: number): RegressionScores {
  const rows = target.length / outputs;
  const scores: RegressionScores = { mse: 0, mae: 0, r2: 0 };
  for (let o = 0; o < outputs; o++) {
    let [squares, absolutes] = [0, 0];
    for (let i = o; i < target.length; i += outputs) {
      const error = prediction[i]! - target[i]!;
      squares += error * error;
      absolutes += Math.abs(error);
    }
    scores.mse += squares / (rows * outputs);
    scores.mae += absolutes / (rows * outputs);
    scores.r2 += explained(squares, variation(target, o, outputs)) / outputs;
  }
  return scores;
}

/** `1 − errors/variation`, NaN without variation */
export const explained = (squares: number, total: number): number => (total === 0 ? NaN : 1 - squares / total);

/** Σ(y − ȳ)² of one output. */
export function variation(target: ArrayLike<number>, output: number, outputs: number): number {
  const rows = target.length / outputs;
  let mean = 0;
  for (let i = output; i < target.length; i += outputs) mean += target[i]! / rows;
  let sum = 0;
  for (let i = output; i < target.length; i += outputs) sum += (target[i]! - mean) * (target[i]! - mean);
  return sum;
}
