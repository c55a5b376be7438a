import type { JSONReport, JSONReportSpec, JSONReportSuite, JSONReportTest } from 'playwright/types/testReporter';
import { linesOf, result, type Fault, type StepResult } from './test-result.ts';

/** What Playwright's JSON report says of the whole-app tests. */
export function readAppReport({ stats, suites, errors }: JSONReport, status: number): StepResult {
  const tests = suites.flatMap(testsOf);
  const having = (outcome: JSONReportTest['status']) => tests.filter(({ test }) => test.status === outcome);
  const outside = errors.map(({ message, stack }) => faultOf('outside of any test', message ?? stack ?? 'an error without a message'));
  return result({
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected === 0 && status !== 0 ? 1 : stats.unexpected,
    skipped: stats.skipped,
    failures: [...having('unexpected').map(firstFault), ...outside],
    unsteady: having('flaky').map(firstFault),
    leftOut: having('skipped').map(({ name, test }) => {
      const reason = test.annotations.find(({ type }) => type === 'skip')?.description ?? null;
      return { name, reason: reason === null ? null : `${test.projectName}: ${reason}` };
    }),
  });
}

interface Named {
  name: string;
  test: JSONReportTest;
}

function testsOf({ specs, suites = [] }: JSONReportSuite): Named[] {
  return [...specs.flatMap((spec) => spec.tests.map((test) => ({ name: nameOf(spec, test), test }))), ...suites.flatMap(testsOf)];
}

const nameOf = ({ file, line, title }: JSONReportSpec, { projectName }: JSONReportTest) => `${projectName}: tests/e2e/${file}:${line} › ${title}`;

function firstFault({ name, test: { results } }: Named): Fault {
  const errors = results.find(({ errors }) => errors.length > 0)?.errors ?? [];
  if (errors.length === 0) return { name, message: [`ended as ${results.map(({ status }) => status).join(', then ')}`], stack: [] };
  const faults = errors.map(({ message, location }) => {
    const fault = faultOf(name, message);
    return location && fault.stack.length === 0 ? { ...fault, stack: [`at ${location.file}:${location.line}:${location.column}`] } : fault;
  });
  // A test that runs out of time says so first, and what it waited for after that.
  return { name, message: faults.flatMap(({ message }) => message), stack: faults.flatMap(({ stack }) => stack) };
}

function faultOf(name: string, text: string): Fault {
  const lines = linesOf(text);
  const isStack = (line: string) => /^\s*at /.test(line);
  /** Playwright shows the source around the place. */
  const isSource = (line: string) => /^\s*(>\s*)?\d* \|/.test(line);
  return { name, message: lines.filter((line) => !isStack(line) && !isSource(line)), stack: lines.filter(isStack).map((line) => line.trim()) };
}
