import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { runCli } from '../../src/main/hosts/cli.ts';
import { createTrainingWorker } from './training-worker.ts';
import { databaseIn } from './store.ts';

export interface CliResult {
  exitCode: number | null;
  stdout: string;
  stderr: string;
}

/** Runs a command line in this process; a command gets the database of a folder. */
export async function cli(folder: string, ...argv: string[]): Promise<CliResult> {
  const [stdout, stderr] = [collector(), collector()];
  const exitCode = await runCli(argv.length === 0 ? [] : [...argv, '--db', databaseIn(folder)], {
    createWorker: createTrainingWorker, version: '1.2.3', stdout: stdout.stream, stderr: stderr.stream, onInterrupt: () => () => {},
  });
  return { exitCode, stdout: stdout.text(), stderr: stderr.text() };
}

/** Runs a command line as a program of its own, which does not outlive the test. */
export function startCli(folder: string, ...argv: string[]): ChildProcess {
  const program = fileURLToPath(new URL('./cli-main.ts', import.meta.url));
  const child = spawn(process.execPath, [program, ...argv, '--db', databaseIn(folder)], { stdio: ['ignore', 'pipe', 'pipe'], cwd: folder });
  onTestFinished(() => { child.kill('SIGKILL'); });
  return child;
}

export async function resultOf(child: ChildProcess): Promise<CliResult> {
  const result: CliResult = { exitCode: null, stdout: '', stderr: '' };
  child.stdout?.on('data', (text: Buffer) => { result.stdout += text.toString(); });
  child.stderr?.on('data', (text: Buffer) => { result.stderr += text.toString(); });
  [result.exitCode] = await once(child, 'close') as [number | null];
  return result;
}

/** An event of `train --json`. */
export interface TrainLine {
  event: string;
  run: string;
  epoch?: number;
  val_loss?: number;
  weightsSha256?: string;
  chain?: string;
}

/** Every line of standard output as JSON. */
export function jsonLines({ stdout }: CliResult): TrainLine[] {
  return stdout.trim().split('\n').map((line) => JSON.parse(line) as TrainLine);
}

function collector(): { stream: PassThrough; text(): string } {
  const stream = new PassThrough();
  let text = '';
  stream.on('data', (piece: Buffer) => { text += piece.toString(); });
  return { stream, text: () => text };
}
