import { describe, expect, it } from 'vitest';
import type { Filter } from '../../../src/contract/filter/ast.ts';
import { complete } from '../../../src/contract/filter/complete.ts';
import { parseFilter } from '../../../src/contract/filter/parse.ts';

function parsed(text: string): Filter | null {
  const result = parseFilter(text);
  if (!result.ok) throw new Error(`${text}: ${result.mistake.message}`);
  return result.filter;
}

function mistake(text: string) {
  const result = parseFilter(text);
  if (result.ok) throw new Error(`${text} was accepted`);
  return result.mistake;
}

const text = (word: string): Filter => ({ kind: 'text', text: word });

describe('the filter language', () => {
  it('reads comparisons of rows, metrics and config values', () => {
    expect(parsed('status = "failed"')).toEqual({ kind: 'compare', field: { kind: 'row', name: 'status' }, operator: '=', value: { kind: 'text', text: 'failed' } });
    expect(parsed('val_accuracy.max > 0.97')).toMatchObject({ field: { kind: 'metric', name: 'val_accuracy', of: 'max' }, operator: '>', value: { number: 0.97 } });
    expect(parsed('val_loss<=1e-3')).toMatchObject({ field: { of: 'last' }, operator: '<=', value: { number: 0.001 } });
    expect(parsed('optimizer.learningRate == .5')).toMatchObject({ field: { kind: 'config', path: 'optimizer.learningRate' }, operator: '=', value: { number: 0.5 } });
    expect(parsed('started > 7d')).toMatchObject({ value: { kind: 'duration', seconds: 604_800 } });
  });

  it('binds not before and, and before or, and reads words side by side as and', () => {
    expect(parsed('a or not b c')).toEqual({ kind: 'or', parts: [text('a'), { kind: 'and', parts: [{ kind: 'not', part: text('b') }, text('c')] }] });
    expect(parsed('(a or b) and c')).toEqual({ kind: 'and', parts: [{ kind: 'or', parts: [text('a'), text('b')] }, text('c')] });
  });

  it('does not take a word for a keyword that it begins with', () => {
    expect(parsed('android')).toEqual(text('android'));
    expect(parsed('notes')).toEqual(text('notes'));
  });

  it('reads tags, lists, quoted text with escapes and letters of any script', () => {
    expect(parsed('tag:baseline')).toEqual({ kind: 'tag', tag: 'baseline' });
    expect(parsed('status in (failed, "diverged")')).toMatchObject({ kind: 'oneOf', values: [{ text: 'failed' }, { text: 'diverged' }] });
    expect(parsed(String.raw`"say \"hi\" \\"`)).toEqual(text('say "hi" \\'));
    expect(parsed('größe')).toEqual(text('größe'));
  });

  it('takes an empty text for no filter', () => expect(parsed('  ')).toBeNull());

  it.each([
    ['val_loss <', 11, /ends here; expected a number/],
    ['a and or b', 7, /“or” does not fit here/],
    ['(a', 3, /expected .*\)/],
    ['a $ b', 3, /“\$” means nothing here; put text in quotes/],
    ['name = "abc', 8, /never closed/],
    ['foo = 1', 1, /“foo” is not a field; use one of name, status/],
    ['val_loss.avg > 1', 1, /\.last, \.min, \.max, \.best/],
    ['val_loss > fast', 12, /compare it with a number/],
    ['status < failed', 10, /text goes with/],
    ['started > "soon"', 11, /not a date/],
    ['x.__proto__ = 1', 1, /not a field/],
    ['epochs > null', 10, /null goes with = or !=/],
  ])('points at the mistake in %s', (filter, column, message) => {
    expect(mistake(filter)).toMatchObject({ column, message: expect.stringMatching(message) as string });
  });

  it('refuses what is too long or nested too deep instead of running out of stack', () => {
    expect(mistake('a '.repeat(3000)).message).toMatch(/longer than/);
    expect(mistake(`${'('.repeat(1500)}a${')'.repeat(1500)}`).message).toMatch(/nested/);
    expect(mistake(`${'not '.repeat(900)}a`).message).toMatch(/nested/);
  });
});

describe('completion', () => {
  const vocabulary = { metrics: ['val_loss', 'val_accuracy'], configPaths: ['optimizer.name'], tags: ['base line', 'x'], values: { status: ['failed', 'completed'] } };
  const options = (filter: string) => complete(filter, filter.length, vocabulary).options;

  it('offers fields where a condition begins, narrowed by what is typed', () => {
    expect(options('val_')).toEqual(expect.arrayContaining(['val_loss', 'val_accuracy', 'val_loss.best']));
    expect(options('opt')[0]).toBe('optimizer.name');
  });

  it('offers operators after a field and known values after an operator', () => {
    expect(options('status ')).toEqual(expect.arrayContaining(['=', '!=', 'in']));
    expect(options('status = ')).toEqual(expect.arrayContaining(['failed', 'completed']));
    expect(options('status = ')).not.toContain('val_loss');
  });

  it('quotes tags that need it and says where the word begins', () => {
    expect(options('a and tag:')).toEqual(['"base line"', 'x']);
    expect(complete('a and val', 9, vocabulary).from).toBe(6);
  });
});
