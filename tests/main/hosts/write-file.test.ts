import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, lstatSync, mkdirSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
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

  it('leaves the old file where the content fails in the middle, and says when the disk is full', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'model.onnx');
    writeFileSync(path, 'old');
    function* failing() {
      yield content;
      throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    }
    await expect(writeFileWhole(path, failing(), { force: true })).rejects.toMatchObject({ message: expect.stringMatching(/disk is full. Nothing was written/) as string });
    expect([readFileSync(path, 'utf8'), readdirSync(folder)]).toEqual(['old', ['model.onnx']]);
  });

  it('replaces a symbolic link and never writes through it', async () => {
    const folder = temporaryFolder();
    const [secret, path] = [join(folder, 'secret'), join(folder, 'model.onnx')];
    writeFileSync(secret, 'untouched');
    symlinkSync(secret, path);
    await expect(writeFileWhole(path, content, { force: false })).rejects.toThrow(/such a file already/);
    await writeFileWhole(path, content, { force: true });
    expect([readFileSync(secret, 'utf8'), readFileSync(path, 'utf8'), lstatSync(path).isSymbolicLink()]).toEqual(['untouched', 'new', false]);
    symlinkSync(join(folder, 'nowhere'), join(folder, 'dangling'));
    await expect(writeFileWhole(join(folder, 'dangling'), content, { force: false })).rejects.toThrow(/such a file already/);
  });

  it('refuses a folder behind a link, a pipe and a device, with --force as well', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'inner'));
    symlinkSync(join(folder, 'inner'), join(folder, 'link'));
    await expect(writeFileWhole(join(folder, 'link'), content, { force: true })).rejects.toThrow(/this is a folder/);
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    await expect(writeFileWhole(join(folder, 'pipe'), content, { force: true })).rejects.toThrow(/device or a pipe/);
    await expect(writeFileWhole('/dev/null', content, { force: true })).rejects.toThrow(/device or a pipe/);
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(['inner', 'link', 'pipe']);
  });

  it('keeps the permissions of a file that it replaces', async () => {
    const path = join(temporaryFolder(), 'model.onnx');
    writeFileSync(path, 'old');
    chmodSync(path, 0o600);
    await writeFileWhole(path, content, { force: true });
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  const canMount = spawnSync('unshare', ['-rm', 'sh', '-c', 'mount -t tmpfs -o size=64k none /mnt']).status === 0;
  it.skipIf(!canMount)('leaves the old file on a disk that is really full', () => {
    const writer = new URL('../../support/write-to-full-disk.ts', import.meta.url).pathname;
    const said = execFileSync('unshare', ['-rm', 'sh', '-c', `mount -t tmpfs -o size=64k none /mnt && exec "${process.execPath}" "${writer}" /mnt`], { encoding: 'utf8' });
    expect(JSON.parse(said)).toEqual({ message: expect.stringContaining('/mnt/model.onnx: the disk is full. Nothing was written'), files: ['model.onnx'], content: 'old' });
  });
});
