import { Command, CommanderError } from 'commander';
import { errorData } from '../workbench/dispatch.ts';
import { changeCommands } from './cli/change-runs.ts';
import { compareCommand } from './cli/compare.ts';
import { dataCommand } from './cli/data.ts';
import { doctorCommand } from './cli/doctor.ts';
import { UsageError, type CliEnvironment } from './cli/environment.ts';
import { editCommands } from './cli/edit-runs.ts';
import { experimentsCommand } from './cli/experiments.ts';
import { exportCommand } from './cli/export.ts';
import { forkCommand } from './cli/fork.ts';
import { importCommand } from './cli/import.ts';
import { lineageCommand } from './cli/lineage.ts';
import { modelsCommand } from './cli/models.ts';
import { predictCommand } from './cli/predict.ts';
import { resumeCommand } from './cli/resume.ts';
import { presetsCommand } from './cli/presets.ts';
import { promoteCommand } from './cli/promote.ts';
import { printable } from './cli/printable.ts';
import { queueCommand } from './cli/queue.ts';
import { runsCommand } from './cli/runs.ts';
import { serveCommand } from './cli/serve.ts';
import { settingsCommand } from './cli/settings.ts';
import { showCommand } from './cli/show.ts';
import { trainCommand } from './cli/train.ts';
import { trashCommand } from './cli/trash.ts';
import { verifyCommand } from './cli/verify.ts';
import { viewsCommand } from './cli/views.ts';

export type { CliEnvironment } from './cli/environment.ts';

/**
 * Runs one command line, `argv` without node and script. Answers the exit code: 0, 1 (it failed) or 2 (wrong usage).
 * Whatever goes wrong is one line on standard error.
 */
export async function runCli(argv: string[], environment: CliEnvironment): Promise<number> {
  let exitCode = 0;
  const program = createProgram(environment, (code) => { exitCode = code; });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const message = error instanceof UsageError ? error.message : errorData(error, (detail) => logDetail(environment, detail)).message;
    environment.stderr.write(`error: ${printable(message)}\n`);
    return error instanceof UsageError ? 2 : 1;
  }
}

function createProgram(environment: CliEnvironment, finish: (exitCode: number) => void): Command {
  const program = new Command('trainyard')
    .description('Trains, tracks and replays small neural networks on this machine.')
    .version(environment.version);
  for (const command of [
    trainCommand(environment, finish), runsCommand(environment), viewsCommand(environment), experimentsCommand(environment), showCommand(environment), queueCommand(environment), presetsCommand(environment), ...changeCommands(environment), ...editCommands(environment, finish), trashCommand(environment),
    resumeCommand(environment, finish), verifyCommand(environment, finish), forkCommand(environment, finish), lineageCommand(environment), compareCommand(environment), exportCommand(environment), modelsCommand(environment), promoteCommand(environment), predictCommand(environment), importCommand(environment), dataCommand(environment), serveCommand(environment), settingsCommand(environment), doctorCommand(environment, finish),
  ]) program.addCommand(command);
  prepare(program, environment);
  return program;
}

/** Commands that are added do not inherit these. */
function prepare(command: Command, environment: CliEnvironment): void {
  const { stdout, stderr } = environment;
  command.exitOverride().configureOutput({
    writeOut: (text) => void stdout.write(text),
    writeErr: (text) => void stderr.write(text),
    // A suggestion comes on a line of its own.
    outputError: (text, write) => write(`${printable(text.trim().replace(/\n/g, ' '))}\n`),
  });
  for (const inner of command.commands) prepare(inner, environment);
}

/** Faults of ours: for whoever looks into them, not for everyone. */
function logDetail({ stderr }: CliEnvironment, detail: string): void {
  if (process.env['TRAINYARD_DEBUG']) stderr.write(`${detail}\n`);
}
