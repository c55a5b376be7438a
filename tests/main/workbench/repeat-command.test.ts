import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { exportCommand, repeatCommand } from '../../../src/main/workbench/repeat-command.ts';

const hostile = ["/tmp/a b.db", "/tmp/it's $HOME `id` \\ \"x\".db", '/tmp/*?[a]{b};&|<>!.db', '/tmp/new\nline\tand\u001b[31m.db', '-x', '/tmp/naïve→.db'];

describe('the command that repeats a run', () => {
  it('needs no quotes for the usual database', () => {
    expect(repeatCommand({ id: '0198c0de-0000-7000-8000-000000000000', parent: null }, null, 'linux')).toBe('trainyard train --like 0198c0de-0000-7000-8000-000000000000');
  });

  it.skipIf(process.platform === 'win32').each(hostile)('hands a shell the path %j as it is', (path) => {
    const command = repeatCommand({ id: 'id', parent: null }, path, 'linux');
    expect(command).not.toMatch(/[\u0000-\u001f]/);
    const words = execFileSync('bash', ['-c', `trainyard() { printf '%s\\0' "$@"; }; ${command}`], { encoding: 'utf8' }).split('\0');
    expect(words).toEqual(['train', '--like', 'id', '--db', path, '']);
  });

  it('makes a fork again from where it began', () => {
    expect(repeatCommand({ id: 'id', parent: { id: 'parent', epoch: 5 } as never }, null, 'linux')).toBe('trainyard fork id --at 5');
  });

  it('doubles quotes for PowerShell', () => {
    expect(repeatCommand({ id: 'id', parent: null }, "C:\\it's here\\a.db", 'win32')).toBe("trainyard train --like id --db 'C:\\it''s here\\a.db'");
  });
});

describe('the command that exports a run', () => {
  it('names a file that any system takes after the run', () => {
    expect(exportCommand({ id: 'id', name: "adam: 24/24 it's" }, null, 'linux')).toBe(String.raw`trainyard export id --format onnx -o 'adam- 24-24 it'\''s.onnx'`);
  });
});
