/**
 * Whether different numbers lie more evenly on a logarithmic axis: all above zero, more than a decade apart, and their median
 * nearer to the middle of the axis by logarithm than by value. Learning rates do, epochs and accuracies do not.
 */
export function suitsLog(values: Float64Array): boolean {
  const distinct = [...new Set(values)].filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  const [low, high] = [distinct[0]!, distinct.at(-1)!];
  if (distinct.length < 2 || !(low > 0) || high / low < 10) return false;
  const median = (distinct[(distinct.length - 1) >> 1]! + distinct[distinct.length >> 1]!) / 2;
  const offMiddle = (part: number) => Math.abs(part - 0.5);
  return distinct.length === 2 || offMiddle(Math.log(median / low) / Math.log(high / low)) < offMiddle((median - low) / (high - low));
}
