/** Which rows to look at when runs are held against each other. */
export type RowChoice = 'disagree' | 'allWrong' | 'all';

/** Positions of the rows that are called differently by two of the runs, that all of them get wrong, or all. called: one array a run. */
export function rowsToCompare(called: readonly Float32Array[], target: Float32Array, choice: RowChoice): Uint32Array {
  const every = Uint32Array.from(target.keys());
  if (choice === 'all') return every;
  if (choice === 'allWrong') return every.filter((row) => called.every((one) => one[row] !== target[row]));
  return every.filter((row) => called.some((one) => one[row] !== called[0]![row]));
}
