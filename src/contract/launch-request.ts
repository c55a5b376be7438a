import { z } from 'zod';
import { replicates } from './replicates.ts';
import { experimentName, tag } from './run-edits.ts';

/** What a run is launched with beside its config. */
export const launchPlace = z.strictObject({
  /** by name, made where it is missing */
  experiment: experimentName.optional(),
  tags: z.array(tag).max(100).optional(),
});

export const launchRequest = launchPlace.extend({
  config: z.json(),
  /** several runs instead of one, in one transaction */
  replicates: replicates.optional(),
});
