import { z } from 'zod';
import { replicates } from '../../contract/replicates.ts';
import { runConfigFields, type RunConfig } from '../../contract/run-config.ts';

/** The run that a draft began as a copy of. */
export interface DraftOrigin {
  id: string;
  name: string;
  config: RunConfig;
  /** of a run that came in without its config: what of `config` is its own, the rest being defaults */
  known: 'whole' | 'network' | 'nothing';
}

const stored = z.object({
  config: runConfigFields,
  brokenText: z.string().max(1_000_000).nullable(),
  experiment: z.string(),
  tags: z.string(),
  replicates: replicates.nullable(),
  origin: z.object({ id: z.string(), name: z.string(), config: runConfigFields, known: z.enum(['whole', 'network', 'nothing']).default('whole') }).nullable(),
});

/** A draft as it outlives the window. */
export type StoredDraft = z.input<typeof stored>;

/** The draft of the last time. A half-typed field, or what another version has stored, is not taken up: null. */
export function readStoredDraft(value: unknown): z.output<typeof stored> | null {
  const parsed = stored.safeParse(value);
  return parsed.success ? parsed.data : null;
}
