import { expect, test } from 'vitest';
import type { WebHost } from '../../../src/main/hosts/web.ts';
import { announcement } from '../../../src/main/hosts/web/announcement.ts';

function host(opened: WebHost['opened']): WebHost {
  return {
    url: 'http://127.0.0.1:4000/',
    launchFile: '/home/ada/launch.html',
    launchLink: () => 'http://127.0.0.1:4000/#launch=token',
    opened,
    closed: Promise.resolve(),
    close: () => Promise.resolve(),
  };
}

test('a person at a terminal without a browser gets the link that works once', () => {
  expect(announcement(host('none'), true).join('\n')).toContain('http://127.0.0.1:4000/#launch=token');
});

test.each(['none', 'tab', 'window'] as const)('a log never gets the token, but the file that holds it (%s)', (opened) => {
  const said = announcement(host(opened), false).join('\n');
  expect(said).not.toContain('token');
  expect(said).toContain('/home/ada/launch.html');
});

test('the token is not spent on a screen where a window is open already', () => {
  expect(announcement(host('window'), true).join('\n')).not.toContain('token');
});
