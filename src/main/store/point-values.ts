/** SQLite would turn NaN into NULL, so a point that is no finite number is a kind without a value. */
export type PointKind = 0 | 1 | 2 | 3;

export function kindOf(value: number): PointKind {
  if (Number.isFinite(value)) return 0;
  if (Number.isNaN(value)) return 1;
  return value > 0 ? 2 : 3;
}

const ofKind = [NaN, NaN, Infinity, -Infinity] as const;

export function toValue(kind: PointKind, stored: number | null): number {
  return kind === 0 && stored !== null ? stored : ofKind[kind];
}
