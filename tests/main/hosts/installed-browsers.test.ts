import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect, test } from 'vitest';
import { installedBrowsers } from '../../../src/main/hosts/web/installed-browsers.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

function executable(...path: string[]): string {
  const file = join(...path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, '');
  chmodSync(file, 0o755);
  return file;
}

test.skipIf(process.platform === 'win32')('finds browsers on the path, Chrome before Chromium', () => {
  const [first, second] = [temporaryFolder(), temporaryFolder()];
  const chromium = executable(first, 'chromium');
  const chrome = executable(second, 'google-chrome');
  expect(installedBrowsers('linux', { PATH: [first, second].join(delimiter) })).toEqual([chrome, chromium]);
});

test.skipIf(process.platform === 'win32')('leaves out what cannot be executed', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'chromium'), '', { mode: 0o644 });
  expect(installedBrowsers('linux', { PATH: folder })).toEqual([]);
});

test('takes the browser that CHROME_PATH names before all others', () => {
  const folder = temporaryFolder();
  const own = executable(folder, 'my-browser');
  const chromium = executable(folder, 'chromium');
  expect(installedBrowsers('linux', { PATH: folder, CHROME_PATH: own })).toEqual([own, chromium]);
});
