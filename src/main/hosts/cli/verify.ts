import type { Command } from 'commander';
import type { VerifyResult } from '../../../contract/replay.ts';
import { command } from './command.ts';
import type { CliEnvironment, CommonOptions } from './environment.ts';
import { createOutput } from './output.ts';
import { threadsOption } from './threads-option.ts';
import { withWorkbench } from './with-workbench.ts';

interface VerifyOptions extends CommonOptions {
  threads?: number;
}

export function verifyCommand(environment: CliEnvironment, finish: (exitCode: number) => void): Command {
  return command('verify', 'train a run again and compare every epoch; 0 where all are identical, else 1')
    .argument('<run>', 'its id, the beginning of its id, or its name')
    .option(...threadsOption)
    .action(async (text: string, options: VerifyOptions) => finish(await verify(environment, text, options)));
}

function verify(environment: CliEnvironment, text: string, options: VerifyOptions): Promise<number> {
  return withWorkbench(environment, options, async (workbench) => {
    const output = createOutput(environment);
    const id = workbench.store.runs.resolve(text);
    const cancelling = new AbortController();
    const stopListening = environment.onInterrupt(() => cancelling.abort());
    try {
      const verification = await workbench.verify(id, { signal: cancelling.signal });
      if (options.json) output.json({ run: id, ...verification });
      else describe(verification).forEach(output.line);
      return verification.difference === null ? 0 : 1;
    } finally {
      stopListening();
    }
  }, { threads: options.threads });
}

function describe({ identicalThrough, difference, healed }: VerifyResult): string[] {
  const same = identicalThrough === null ? [] : [`identical through epoch ${identicalThrough}`];
  if (healed.length > 0) same.push(`healed damaged snapshots of epochs ${healed.join(', ')}`);
  return difference === null ? same : [...same, `differs from epoch ${difference.epoch} on. ${difference.reason}`];
}
