import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { JSONReport } from 'playwright/types/testReporter';
import { readAppReport } from './app-report.ts';
import { obtainChromium } from './chromium.ts';
import { root } from './root.mjs';
import { linesOf, result, type StepResult } from './test-result.ts';

/** A tool that passes or fails as a whole. What it says is printed at its end, so that several may run beside each other. */
export async function check(name: string, tool: string, ...args: string[]): Promise<StepResult> {
  const child = spawn(process.execPath, [join(root, 'node_modules', tool), ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const [status, said, complained] = await Promise.all([statusOf(child), text(child.stdout), text(child.stderr)]);
  const output = said + complained;
  if (output.trim() !== '') console.log(`── ${name}\n${output.trimEnd()}`);
  return status === 0 ? result({ passed: 1 }) : result({ failed: 1, failures: [{ name, message: linesOf(output).slice(-12), stack: [] }] });
}

export function unitTests(): Promise<StepResult> {
  return withReport(async (report) => {
    await runTool('vitest/vitest.mjs', ['run', '--reporter=default', '--reporter=./scripts/support/unit-reporter.ts'], { TRAINYARD_UNIT_REPORT: report });
    if (!existsSync(report)) return result({ failed: 1 });
    return JSON.parse(readFileSync(report, 'utf8')) as StepResult;
  });
}

export async function appTests(): Promise<StepResult> {
  if (obtainChromium() === undefined) {
    const message = 'No Chromium can be had: install Chrome, Chromium or Edge, or set CHROME_PATH.';
    return result({ failed: 1, failures: [{ name: 'Whole-app tests', message: [message], stack: [] }] });
  }
  return withReport(async (report) => {
    const status = await runTool('playwright/cli.js', ['test', '--config', 'tests/e2e', '--reporter=list,json'], { PLAYWRIGHT_JSON_OUTPUT_FILE: report });
    return existsSync(report) ? readAppReport(JSON.parse(readFileSync(report, 'utf8')) as JSONReport, status) : result({ failed: 1 });
  });
}

function runTool(tool: string, args: string[], environment: Record<string, string>): Promise<number> {
  return statusOf(spawn(process.execPath, [join(root, 'node_modules', tool), ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  }));
}

function statusOf(child: ReturnType<typeof spawn>): Promise<number> {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}

async function withReport(run: (report: string) => Promise<StepResult>): Promise<StepResult> {
  const folder = mkdtempSync(join(tmpdir(), 'trainyard-report-'));
  try {
    return await run(join(folder, 'report.json'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
