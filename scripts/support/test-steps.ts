import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JSONReport, JSONReportSuite } from 'playwright/types/testReporter';
import { obtainChromium } from './chromium.ts';
import { root } from './root.mjs';

export interface StepResult {
  passed: number;
  failed: number;
  skipped: number;
  /** names of the tests that were skipped */
  leftOut: string[];
  /** names of the tests that passed on a second try alone */
  unsteady: string[];
}

/** What is read of Vitest's JSON report. */
interface UnitReport {
  testResults: { assertionResults: { fullName: string; status: string }[] }[];
}

/** A tool that passes or fails as a whole. */
export function check(tool: string, ...args: string[]): StepResult {
  return runTool(tool, args) === 0 ? result({ passed: 1 }) : result({ failed: 1 });
}

export function unitTests(): StepResult {
  return withReport((report) => {
    const status = runTool('vitest/vitest.mjs', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]);
    if (!existsSync(report)) return result({ failed: 1 });
    const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as UnitReport;
    const tests = testResults.flatMap((file) => file.assertionResults);
    const having = (...outcomes: string[]) => tests.filter(({ status }) => outcomes.includes(status));
    const left = having('pending', 'skipped', 'todo', 'disabled');
    const failed = having('failed').length;
    return result({
      passed: having('passed').length,
      // A file that does not even load, or an error outside of any test, fails the run without a failed test.
      failed: failed === 0 && status !== 0 ? 1 : failed,
      skipped: left.length,
      leftOut: left.map(({ fullName }) => fullName),
    });
  });
}

export function appTests(): StepResult {
  if (obtainChromium() === undefined) {
    console.log('No Chromium can be had: install Chrome, Chromium or Edge, or set CHROME_PATH.');
    return result({ failed: 1 });
  }
  return withReport((report) => {
    const status = runTool('playwright/cli.js', ['test', '--config', 'tests/e2e', '--reporter=list,json'], { PLAYWRIGHT_JSON_OUTPUT_FILE: report });
    if (!existsSync(report)) return result({ failed: 1 });
    const { stats, suites } = JSON.parse(readFileSync(report, 'utf8')) as JSONReport;
    return result({
      passed: stats.expected + stats.flaky,
      failed: stats.unexpected === 0 && status !== 0 ? 1 : stats.unexpected,
      skipped: stats.skipped,
      leftOut: suites.flatMap((suite) => namesIn(suite, 'skipped')),
      unsteady: suites.flatMap((suite) => namesIn(suite, 'flaky')),
    });
  });
}

function namesIn({ specs = [], suites = [] }: Partial<JSONReportSuite>, outcome: 'skipped' | 'flaky'): string[] {
  const own = specs.flatMap(({ title, tests }) =>
    tests.filter(({ status }) => status === outcome).map(({ projectName, annotations }) => {
      const reason = annotations.find(({ type }) => type === 'skip')?.description;
      return `${projectName}: ${title}${reason ? ` (${reason})` : ''}`;
    }));
  return [...own, ...suites.flatMap((suite) => namesIn(suite, outcome))];
}

function runTool(tool: string, args: string[], environment: Record<string, string> = {}): number {
  const { status } = spawnSync(process.execPath, [join(root, 'node_modules', tool), ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  });
  return status ?? 1;
}

function withReport(run: (report: string) => StepResult): StepResult {
  const folder = mkdtempSync(join(tmpdir(), 'trainyard-report-'));
  try {
    return run(join(folder, 'report.json'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const result = (counts: Partial<StepResult>): StepResult => ({ passed: 0, failed: 0, skipped: 0, leftOut: [], unsteady: [], ...counts });
