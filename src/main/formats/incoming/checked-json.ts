import type { z } from 'zod';
import { AppError } from '../../../contract/errors.ts';
import { findDuplicateKey } from '../duplicate-key.ts';

/** Reads JSON that came in with a file: UTF-8, no name twice, no `__proto__`, and what the schema says. `what` names it in errors. */
export function checkedJson<Schema extends z.ZodType>(bytes: Uint8Array, schema: Schema, what: string): z.output<Schema> {
  return checkedValue(parseJson(bytes, what), schema, what);
}

export function checkedValue<Schema extends z.ZodType>(value: unknown, schema: Schema, what: string): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.map(String).join('.').slice(0, 200) || 'the whole';
  if (issue?.message.endsWith('received undefined')) throw refused(`${what}: ${field} is missing.`);
  throw refused(`${what}: ${field} is not as it has to be: ${issue?.message.slice(0, 300)}.`);
}

export function parseJson(bytes: Uint8Array, what: string): unknown {
  const text = utf8(bytes, what);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw refused(`${what} is not JSON. The file is damaged or of another kind.`);
  }
  const twice = findDuplicateKey(text);
  if (twice !== null) throw refused(`${what} has the field ${JSON.stringify(twice.slice(0, 60))} twice.`);
  if (/"__proto__"\s*:/.test(text)) throw refused(`${what} has a field __proto__, which no file of ours has.`);
  return value;
}

function utf8(bytes: Uint8Array, what: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw refused(`${what} is not UTF-8 text.`);
  }
}

export const refused = (message: string) => new AppError('unreadable', message);
