/** The metrics of a run, as history files carry them. Shapes: one value an epoch of the same list. */
export interface RunHistory {
  run: { id: string; name: string };
  /** every epoch that has a metric, in order */
  epochs: number[];
  /** optimizer updates at the end of each epoch; 0 where it is not known */
  steps: number[];
  /** when each was recorded, milliseconds since 1970 */
  times: number[];
  /** by name, in the order of the names */
  metrics: { name: string; epochs: number[]; values: number[] }[];
}

/** The metrics of each epoch, by name. */
export function valuesByEpoch({ metrics }: RunHistory): Map<number, Record<string, number>> {
  const byEpoch = new Map<number, Record<string, number>>();
  for (const { name, epochs, values } of metrics) {
    epochs.forEach((epoch, i) => {
      const own = byEpoch.get(epoch) ?? (Object.create(null) as Record<string, number>);
      own[name] = values[i]!;
      byEpoch.set(epoch, own);
    });
  }
  return byEpoch;
}
