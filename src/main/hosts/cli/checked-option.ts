import type { z } from 'zod';
import { UsageError } from './environment.ts';

/** What the schema makes of an option's text. What it refuses is a wrong usage of `what`. */
export function checkedOption<Schema extends z.ZodType>(schema: Schema, text: string, what: string): z.output<Schema> {
  const parsed = schema.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new UsageError(`${what} ${text}: ${parsed.error.issues[0]!.message}`);
}
