export type Scalar = string | number | boolean | null;

/**
 * A config document as dotted paths to its values, in the order of the document: `network.0.units`, `optimizer.name`.
 * An empty list or object has no value and leaves no path.
 */
export function flatten(document: unknown, prefix = ''): Map<string, Scalar> {
  const flat = new Map<string, Scalar>();
  if (document === null || typeof document !== 'object') {
    if (prefix !== '' && document !== undefined) flat.set(prefix, document as Scalar);
    return flat;
  }
  for (const [key, value] of Object.entries(document))
    for (const [path, scalar] of flatten(value, prefix === '' ? key : `${prefix}.${key}`)) flat.set(path, scalar);
  return flat;
}
