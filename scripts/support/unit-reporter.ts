import { writeFileSync } from 'node:fs';
import type { Reporter, TestCase, TestModule } from 'vitest/node';
import { linesOf, result, type Fault } from './test-result.ts';

type Thrown = { name?: string; message: string; stack?: string; diff?: string };

/** A reporter of Vitest that writes what `npm test` says at its end, as JSON, to the file that TRAINYARD_UNIT_REPORT names. */
export default class UnitReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], outside: readonly Thrown[], reason: string): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const having = (state: string) => tests.filter((test) => test.result().state === state);
    const failures = [
      ...having('failed').map((test) => faultOf(nameOf(test), test.result().errors?.[0])),
      ...modules.flatMap((module) => module.errors().map((error) => faultOf(module.relativeModuleId, error))),
      ...outside.map((error) => faultOf('outside of any test', error)),
    ];
    const unfinished = having('pending').map((test) => faultOf(nameOf(test), { message: 'did not come to its end' }));
    const all = [...failures, ...unfinished];
    const report = result({
      passed: having('passed').length,
      failed: all.length === 0 && reason !== 'passed' ? 1 : all.length,
      skipped: having('skipped').length,
      failures: all,
      leftOut: having('skipped').map((test) => ({ name: nameOf(test), reason: null })),
    });
    writeFileSync(process.env['TRAINYARD_UNIT_REPORT']!, JSON.stringify(report));
  }
}

const nameOf = (test: TestCase) => `${test.module.relativeModuleId} › ${test.fullName}`;

function faultOf(name: string, error: Thrown | undefined): Fault {
  if (!error) return { name, message: ['failed without an error'], stack: [] };
  const stack = linesOf(error.stack ?? '').map((line) => line.trim()).filter((line) => line.startsWith('at '));
  const own = stack.filter((line) => !/node_modules|node:internal|<anonymous>/.test(line));
  return {
    name,
    message: [...linesOf(`${error.name ?? 'Error'}: ${error.message}`), ...linesOf(error.diff ?? '').filter((line) => /^[-+] (?!Expected|Received)/.test(line))],
    stack: own.length > 0 ? own : stack,
  };
}
