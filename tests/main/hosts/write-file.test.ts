import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeFileWhole } from '../../../src/main/hosts/cli/write-file.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const content = Buffer.from('new');

describe('writing a file whole', () => {
  it('leaves the file alone in its folder', async () => {
    const folder = temporaryFolder();
    await writeFileWhole(join(folder, 'model.onnx'), content, { force: false });
    expect(readdirSync(folder)).toEqual(['model.onnx']);
    expect(readFileSync(join(folder, 'model.onnx'), 'utf8')).toBe('new');
  });

  it('replaces an existing file only when told to, and leaves the old one otherwise', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'model.onnx');
    writeFileSync(path, 'old');
    await expect(writeFileWhole(path, content, { force: false })).rejects.toThrow(/such a file already.*--force/);
    expect([readFileSync(path, 'utf8'), readdirSync(folder)]).toEqual(['old', ['model.onnx']]);
    await writeFileWhole(path, content, { force: true });
    expect([readFileSync(path, 'utf8'), readdirSync(folder)]).toEqual(['new', ['model.onnx']]);
  });

  it('says what is wrong with the place', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'inner'));
    await expect(writeFileWhole(join(folder, 'none', 'x'), content, { force: false })).rejects.toThrow(/folder does not exist/);
    await expect(writeFileWhole(join(folder, 'inner'), content, { force: true })).rejects.toThrow(/this is a folder/);
    expect(readdirSync(folder)).toEqual(['inner']);
  });
});
