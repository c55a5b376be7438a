import { flatten, type Scalar } from '../flatten.ts';

/**
 * A config document as dotted paths to its values, where a list of plain values is one value, as its own JSON: a choice of
 * features is one choice. Without the name, which decides nothing.
 */
export function configValues(config: unknown): Map<string, Scalar> {
  const values = flatten(withListsAsText(config));
  values.delete('name');
  return values;
}

function withListsAsText(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.every((one) => one === null || typeof one !== 'object') ? JSON.stringify(value) : value.map(withListsAsText);
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withListsAsText(one)]));
}
