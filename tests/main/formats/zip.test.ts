import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readZip } from '../../../src/main/formats/zip/read.ts';
import { writeZip, type ZipEntry } from '../../../src/main/formats/zip/write.ts';
import { pythonWith } from '../../support/python.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const text = (content: string) => new TextEncoder().encode(content);
const zip = (...entries: ZipEntry[]) => Buffer.concat([...writeZip(entries)]);
const two = () => zip({ name: 'a.txt', bytes: text('a'.repeat(1000)) }, { name: 'b/c.bin', bytes: Uint8Array.of(1, 2, 3), deflate: false });

describe('capsule archives', () => {
  it('give back what was written', () => {
    const archive = readZip(two());
    expect(archive.names).toEqual(['a.txt', 'b/c.bin']);
    expect(archive.read('a.txt', 1000)).toEqual(text('a'.repeat(1000)));
    expect([...archive.read('b/c.bin', 10)]).toEqual([1, 2, 3]);
  });

  const python = pythonWith('zipfile');
  it.skipIf(!python)('are read by Python’s zipfile, checksums and all', () => {
    const path = join(temporaryFolder(), 'two.zip');
    writeFileSync(path, two());
    const { stdout } = spawnSync(python!, ['-c', 'import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print(z.testzip(), z.namelist(), len(z.read("a.txt")))', path], { encoding: 'utf8' });
    expect(stdout.trim()).toBe("None ['a.txt', 'b/c.bin'] 1000");
  });

  it('refuse an entry that unpacks to more than is allowed, before it is unpacked', () => {
    expect(() => readZip(two()).read('a.txt', 999)).toThrow(/a\.txt .* 1000 bytes long; 999 are allowed/);
  });

  it('refuse an entry that unpacks to more than it says', () => {
    const file = two();
    for (const at of [22, file.indexOf(Uint8Array.of(0x50, 0x4b, 1, 2)) + 24]) file.writeUInt32LE(10, at);
    expect(() => readZip(file).read('a.txt', 999)).toThrow(/damaged, or longer than it says/);
  });

  it('refuse damaged bytes by the name of their entry', () => {
    const file = two();
    file[file.indexOf('b/c.bin') + 7]! ^= 1;
    expect(() => readZip(file).read('b/c.bin', 10)).toThrow(/b\/c\.bin of the capsule is damaged/);
  });

  it.each([['../../etc/passwd'], ['/etc/passwd'], ['a\\b'], ['a\u0000b']])('refuse the name %j', (name) => {
    expect(() => readZip(zip({ name, bytes: text('x') }))).toThrow(/name is not one of ours/);
  });

  it('refuse a name that comes twice, bytes between entries, and a cut file', () => {
    expect(() => readZip(zip({ name: 'a', bytes: text('x') }, { name: 'a', bytes: text('y') }))).toThrow(/names its entry a twice/);
    expect(() => readZip(Buffer.concat([text('x'), two()]))).toThrow(/directory/);
    expect(() => readZip(two().subarray(0, 60))).toThrow(/ends too early/);
  });
});
