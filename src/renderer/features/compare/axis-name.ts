/**
 * The name of an axis in pieces that may stand on lines of their own, `most` of them: `optimizer.` and `learningRate`, `val_accuracy`
 * and `best`. What is too many goes with the first, for the last tells most.
 */
export function axisNameParts(label: string, most: number): string[] {
  const parts = label.split(/(?<=[. ])(?=\S)/);
  return parts.length <= most ? parts : [parts.slice(0, parts.length - most + 1).join(''), ...parts.slice(parts.length - most + 1)];
}
