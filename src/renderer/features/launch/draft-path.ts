/** Reads a field of plain JSON data by its path, for example `optimizer.learningRate`; undefined where there is none. */
export function readPath(data: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined), data);
}

/** Writes a field whose parent exists; undefined takes it out. */
export function writePath(data: unknown, path: string, value: unknown): void {
  const at = path.lastIndexOf('.');
  const parent = at < 0 ? data : readPath(data, path.slice(0, at));
  if (typeof parent !== 'object' || parent === null) return;
  const key = path.slice(at + 1);
  if (value === undefined) delete (parent as Record<string, unknown>)[key];
  else (parent as Record<string, unknown>)[key] = value;
}
