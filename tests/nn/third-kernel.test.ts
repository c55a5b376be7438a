import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import golden from '../reference/golden-trainings.json' with { type: 'json' };
import { trainByTheNote } from '../support/by-the-note/training.ts';
import { goldenTrainings, goldenWork } from '../support/golden-trainings.ts';

const hashes: Record<string, string> = golden;

/** Where this fails and the other golden tests do not, the decision note on arithmetic does not say what the code does. */
it.each(goldenTrainings)('the decision note alone leads to the bits of: $name', ({ name, changes }) => {
  const { spec, data } = goldenWork(changes);
  const weights = trainByTheNote(spec, data);
  expect(createHash('sha256').update(new Uint8Array(weights.buffer)).digest('hex')).toBe(hashes[name]);
});
