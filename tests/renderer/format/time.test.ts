import { expect, test } from 'vitest';
import { formatBytes } from '../../../src/renderer/format/bytes.ts';
import { formatAgo, formatDuration } from '../../../src/renderer/format/time.ts';

test.each([
  [0, '0 s'], [0.0002, '1 ms'], [0.34, '340 ms'], [0.9996, '1.0 s'], [4.21, '4.2 s'], [9.97, '10 s'], [59.4, '59 s'], [59.6, '1 min'],
  [200, '3 min 20 s'], [3599.8, '1 h'], [7500, '2 h 5 min'], [86_400, '1 d'], [100_000, '1 d 4 h'], [NaN, '–'], [-1, '–'],
])('%d seconds read %s', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});

test.each([[3, 'just now'], [42, '42 s ago'], [200, '3 min ago'], [7300, '2 h ago'], [200_000, '2 d ago']])('%d seconds ago read %s', (seconds, text) => {
  const now = Date.UTC(2026, 5, 20);
  expect(formatAgo(now - seconds * 1000, now)).toBe(text);
});

test('more than a week ago is a date, with the year where it is another', () => {
  const now = Date.UTC(2026, 5, 20, 12);
  expect(formatAgo(Date.UTC(2026, 2, 3, 12), now)).toBe('3 Mar');
  expect(formatAgo(Date.UTC(2024, 2, 3, 12), now)).toBe('3 Mar 2024');
});

test('a clock that is ahead does not tell of the future', () => {
  expect(formatAgo(2_000, 1_000)).toBe('just now');
});

test.each([[0, '0 bytes'], [512, '512 bytes'], [1536, '1.5 KiB'], [67_108_864, '64 MiB'], [NaN, '–']])('%d bytes read %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});
