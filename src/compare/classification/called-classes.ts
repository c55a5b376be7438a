import { argmax } from '../../nn/metrics/confusion.ts';

/**
 * The class that each row is called. outputs `[rows, classes]`: the likeliest; of two, the positive one from the threshold on. At
 * one half that is the same, and a tie goes to the first class, as in training.
 */
export function calledClasses(outputs: Float32Array, classes: number, { positive, threshold }: { positive: number; threshold: number }): Float32Array {
  const chosen = classes === 2 && threshold !== 0.5;
  return Float32Array.from({ length: outputs.length / classes }, (_, i) =>
    chosen ? (outputs[i * 2 + positive]! >= threshold ? positive : 1 - positive) : argmax(outputs, i * classes, classes));
}
