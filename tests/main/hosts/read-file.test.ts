import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { piecesOf } from '../../../src/main/hosts/cli/read-file.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

async function read(path: string, meanwhile: () => void): Promise<number> {
  let bytes = 0;
  for await (const piece of piecesOf(path)) {
    if (bytes === 0) meanwhile();
    bytes += piece.length;
  }
  return bytes;
}

it('a file that grows or shrinks while it is read is refused, one that stays is read whole', async () => {
  const path = join(temporaryFolder(), 'rows.csv');
  writeFileSync(path, 'x'.repeat(3_000_000));
  expect(await read(path, () => {})).toBe(3_000_000);
  await expect(read(path, () => appendFileSync(path, 'y'))).rejects.toThrow(/rows\.csv was changed while it was read/);
  await expect(read(path, () => writeFileSync(path, 'y'))).rejects.toThrow(/rows\.csv was changed while it was read/);
});
