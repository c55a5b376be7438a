/** Nine digits bring back the same float32. */
export function shortNumber(value: number): string {
  if (value === 0 || value === 1) return value === 0 ? '0' : '1';
  const size = Math.abs(value);
  if (size >= 0.001 && size < 1000) return String(Math.round(value * 1e9) / 1e9);
  return String(Number(value.toPrecision(9)));
}
