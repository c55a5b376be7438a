import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { jsonModel } from '../../../src/main/formats/incoming/read-model.ts';

/** With UPDATE_SCHEMA=1 it is written anew. */
it('the JSON Schema in docs is that of the reader', () => {
  const path = new URL('../../../docs/model.schema.json', import.meta.url);
  const schema = `${JSON.stringify(z.toJSONSchema(jsonModel, { io: 'input' }), null, 2)}\n`;
  if (process.env['UPDATE_SCHEMA']) writeFileSync(path, schema);
  expect(readFileSync(path, 'utf8')).toBe(schema);
});
