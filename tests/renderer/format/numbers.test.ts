import { describe, expect, test } from 'vitest';
import { formatCount, formatFull, formatMetric, formatPlural } from '../../../src/renderer/format/numbers.ts';

describe('a metric', () => {
  test.each([
    [0.982456, '0.9825'], [1, '1.000'], [0, '0'], [12.3456, '12.35'], [-0.5, '-0.5000'],
    [12345.6, '12,346'], [0.00001234, '1.234e-5'], [123456789, '1.235e+8'],
  ])('%d reads %s', (value, text) => {
    expect(formatMetric(value)).toBe(text);
  });

  test.each([[NaN, 'NaN'], [Infinity, '∞'], [-Infinity, '-∞']])('%d shows as such, not as a gap', (value, text) => {
    expect(formatMetric(value)).toBe(text);
    expect(formatFull(value)).toBe(text);
  });

  test('without a value is a dash', () => {
    expect(formatMetric(null)).toBe('–');
    expect(formatMetric(undefined)).toBe('–');
  });
});

test('the full value keeps every digit', () => {
  expect(formatFull(0.1 + 0.2)).toBe('0.30000000000000004');
});

test('counts are grouped and take a plural', () => {
  expect(formatCount(1234567)).toBe('1,234,567');
  expect(formatPlural(1, 'run')).toBe('1 run');
  expect(formatPlural(0, 'run')).toBe('0 runs');
  expect(formatPlural(2, 'class', 'classes')).toBe('2 classes');
});
