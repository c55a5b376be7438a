import { describe, expect, it } from 'vitest';
import { readAppReport } from '../../scripts/support/app-report.ts';
import { result, type Fault } from '../../scripts/support/test-result.ts';
import { summaryOf, wholeStory } from '../../scripts/support/test-summary.ts';

const fault = (name: string, lines = 60): Fault => ({
  name, message: Array.from({ length: lines }, (_, at) => (at === 0 ? 'AssertionError: expected 1 to be 2' : `line ${at}`)), stack: Array.from({ length: 30 }, (_, at) => `at place ${at}`),
});
const skipped = Array.from({ length: 80 }, (_, at) => ({ name: `electron: test ${at}`, reason: 'electron: Electron’s binary is not installed here' }));

describe('the end of what npm test prints', () => {
  it('names every test that failed, with its error and where, in forty lines, whatever was skipped', () => {
    for (const count of [1, 2, 5, 12]) {
      const failures = Array.from({ length: count }, (_, at) => fault(`tests/a.test.ts › test ${at}`));
      const end = summaryOf([
        { name: 'Lint', result: result({ passed: 1 }) },
        { name: 'Unit tests', result: result({ passed: 2000, failed: count, failures }) },
        { name: 'Whole-app tests', result: result({ passed: 100, skipped: 80, leftOut: skipped, unsteady: [fault('web: tests/e2e/b.spec.ts:1 › flaky')] }) },
      ]).split('\n').slice(-40);
      for (const { name } of failures) expect(end).toContain(`  ${name}`);
      expect(end).toContain('  web: tests/e2e/b.spec.ts:1 › flaky');
      expect(end).toContain('Failed: Unit tests');
      if (count < 12) for (const line of ['AssertionError: expected 1 to be 2', 'at place 0']) expect(end.filter((one) => one.trim() === line).length, line).toBe(count + 1);
      expect(end.at(-1)).toBe(`2101 passed, ${count} failed, 80 skipped`);
    }
  });

  it('says of more than can be named how many there are', () => {
    const failures = Array.from({ length: 300 }, (_, at) => fault(`test ${at}`));
    const lines = summaryOf([{ name: 'Unit tests', result: result({ failed: 300, failures }) }]).split('\n');
    expect(lines.length).toBeLessThanOrEqual(40);
    expect(lines).toContain('  and 268 more');
  });

  it('tells what was skipped for one reason in one line, and each by name in the whole story', () => {
    const steps = [{ name: 'Whole-app tests', result: result({ skipped: 81, leftOut: [...skipped, { name: 'a test of its own', reason: null }] }) }];
    expect(summaryOf(steps)).toBe(['', 'Skipped, because what they need is missing here:', '  80 × electron: Electron’s binary is not installed here', '  1 × a test of its own', '', '0 passed, 0 failed, 81 skipped'].join('\n'));
    expect(wholeStory(steps)).toContain('Skipped: electron: test 79 (electron: Electron’s binary is not installed here)');
  });

  it('names a step that failed without a word', () => {
    expect(summaryOf([{ name: 'Build', result: result({ failed: 1 }) }])).toContain('Failed: Build\n  Build\n    failed');
  });
});

it('what Playwright reports comes without colours and source, and tells the first try of a test that then passed', () => {
  const run = (retry: number, errors: { message: string; location?: { file: string; line: number; column: number } }[]) => ({ retry, status: errors.length > 0 ? 'failed' : 'passed', errors });
  const spec = (title: string, status: string, results: object[], annotations: object[] = []) => ({ title, file: 'a.spec.ts', line: 7, tests: [{ projectName: 'web', status, annotations, results }] });
  const report = {
    stats: { expected: 3, flaky: 1, unexpected: 1, skipped: 1 },
    errors: [],
    suites: [{ specs: [], suites: [{ specs: [
      spec('fails', 'unexpected', [run(0, [{ message: '\u001b[31mError: no such button\u001b[39m\n\n> 9 |  click()\n    |  ^\n    at tests/e2e/a.spec.ts:9:3' }])]),
      spec('flakes', 'flaky', [run(0, [{ message: 'Test timeout', location: { file: 'a.spec.ts', line: 1, column: 2 } }]), run(1, [])]),
      spec('cannot', 'skipped', [], [{ type: 'skip', description: 'nothing to do it with' }]),
    ] }] }],
  };
  expect(readAppReport(report as never, 1)).toEqual(result({
    passed: 4, failed: 1, skipped: 1,
    failures: [{ name: 'web: tests/e2e/a.spec.ts:7 › fails', message: ['Error: no such button'], stack: ['at tests/e2e/a.spec.ts:9:3'] }],
    unsteady: [{ name: 'web: tests/e2e/a.spec.ts:7 › flakes', message: ['Test timeout'], stack: ['at a.spec.ts:1:2'] }],
    leftOut: [{ name: 'web: tests/e2e/a.spec.ts:7 › cannot', reason: 'web: nothing to do it with' }],
  }));
});
