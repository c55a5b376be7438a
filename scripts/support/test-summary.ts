import type { Fault, StepResult } from './test-result.ts';

export interface NamedResult {
  name: string;
  result: StepResult;
}

/** Of a log that was cut, the end is what is kept: all that went wrong is told in so many lines. */
const endLines = 40;
const mostLinesEach = 14;
const stackLines = 4;
const widest = 300;

/** The last words of `npm test`: what was skipped, and then, at the very end, what is at fault. */
export function summaryOf(steps: readonly NamedResult[]): string {
  const failed = steps.filter(({ result }) => result.failed > 0);
  const failures = failed.flatMap(({ name, result }) => (result.failures.length > 0 ? result.failures : [{ name, message: ['failed'], stack: [] }]));
  const unsteady = steps.flatMap(({ result }) => result.unsteady);
  const count = (of: 'passed' | 'failed' | 'skipped') => steps.reduce((sum, { result }) => sum + result[of], 0);
  const each = linesEach(failures.length + unsteady.length);
  const part = (heading: string, faults: Fault[]) => (faults.length === 0 ? [] : ['', heading, ...blocks(faults, each)]);
  return [
    ...skippedPart(steps),
    ...part('Passed on a second try alone, which is a fault to look for:', unsteady),
    ...part(`Failed: ${failed.map(({ name }) => name).join(', ')}`, failures),
    '', `${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`,
  ].join('\n');
}

/** Everything about every fault, and the name of every test that was skipped. */
export function wholeStory(steps: readonly NamedResult[]): string {
  const faults = steps.flatMap(({ name, result }) => [
    ...result.failures.map((fault) => [`Failed, ${name}: ${fault.name}`, ...indented(fault.message), ...indented(fault.stack)].join('\n')),
    ...result.unsteady.map((fault) => [`Passed on a second try alone, ${name}: ${fault.name}`, ...indented(fault.message), ...indented(fault.stack)].join('\n')),
  ]);
  const skipped = steps.flatMap(({ result }) => result.leftOut.map(({ name, reason }) => `Skipped: ${name}${reason ? ` (${reason})` : ''}`));
  return [...faults, ...skipped, ''].join('\n');
}

/** Around the faults are two headings, the line of the totals, and an empty one before each. */
const linesEach = (faults: number) => Math.max(1, Math.min(mostLinesEach, Math.floor((endLines - 6) / Math.max(1, faults))));

function blocks(faults: readonly Fault[], each: number): string[] {
  const shown = faults.slice(0, endLines - 8);
  const lines = shown.flatMap((fault) => block(fault, each));
  return shown.length < faults.length ? [...lines, `  and ${faults.length - shown.length} more`] : lines;
}

/** The stack keeps its room, whatever the message has to say. */
function block({ name, message, stack }: Fault, lines: number): string[] {
  const places = stack.slice(0, Math.min(stackLines, Math.floor((lines - 1) / 2)));
  return [`  ${name}`, ...indented(message.slice(0, lines - 1 - places.length)), ...indented(places)].map((line) => line.slice(0, widest));
}

const indented = (lines: readonly string[]) => lines.map((line) => `    ${line}`);

/** What was skipped for one reason is one line. */
function skippedPart(steps: readonly NamedResult[]): string[] {
  const leftOut = steps.flatMap(({ result }) => result.leftOut);
  if (leftOut.length === 0) return [];
  const byReason = Map.groupBy(leftOut, ({ name, reason }) => reason ?? name);
  return ['', 'Skipped, because what they need is missing here:', ...[...byReason].map(([reason, { length }]) => `  ${length} × ${reason}`)];
}
