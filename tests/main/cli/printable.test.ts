import { describe, expect, it } from 'vitest';
import { jsonLine, printable } from '../../../src/main/hosts/cli/printable.ts';

describe('text for a terminal', () => {
  it('has no control character left, nor one that turns the direction of text', () => {
    expect(printable('a\u001b[2Jb\nc\u009bd\u202ee')).toBe('a\\u001b[2Jb\\u000ac\\u009bd\\u202ee');
  });

  it('keeps letters of every script and emoji', () => {
    expect(printable('Größe 高さ 🚂')).toBe('Größe 高さ 🚂');
  });
});

describe('a JSON line', () => {
  it('loses no number', () => {
    expect(JSON.parse(jsonLine({ a: NaN, b: [Infinity, -Infinity], c: 0.1 }))).toEqual({ a: 'NaN', b: ['Infinity', '-Infinity'], c: 0.1 });
  });

  it('is one line without control characters, and still the same text', () => {
    const value = { name: 'a\n\u009b\u2028\u001b' };
    expect(jsonLine(value)).toMatch(/^[\x20-\x7e]+$/);
    expect(JSON.parse(jsonLine(value))).toEqual(value);
  });
});
