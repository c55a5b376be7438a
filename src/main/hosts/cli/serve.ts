import type { Command } from 'commander';
import { startWebHost } from '../web.ts';
import { announcement } from '../web/announcement.ts';
import { command } from './command.ts';
import type { CliEnvironment, CommonOptions } from './environment.ts';
import { createOutput } from './output.ts';
import { threadsOption } from './threads-option.ts';
import { wholeNumber } from './whole-number.ts';
import { withWorkbench } from './with-workbench.ts';

interface ServeOptions extends CommonOptions {
  port?: number;
  open: boolean;
  workers?: number;
  threads?: number;
}

export function serveCommand(environment: CliEnvironment): Command {
  return command('serve', 'open the window in a browser on this machine; Ctrl-C ends it')
    .option('--port <n>', 'the port on 127.0.0.1; a free one where it is left out', wholeNumber(1, 65_535))
    .option('--no-open', 'open no browser; print where the window is')
    .option('--workers <n>', 'how many runs train at a time', wholeNumber(1, 256))
    .option(...threadsOption)
    .action((options: ServeOptions) => withWorkbench(environment, options, async (workbench) => {
      const output = createOutput(environment);
      const host = await startWebHost({ workbench, port: options.port, open: options.open });
      const { url, launchFile, opened } = host;
      if (options.json) output.json({ event: 'listening', url, launchFile, opened });
      else announcement(host, environment.stdout.isTTY === true).forEach(output.line);
      const stopListening = environment.onInterrupt(() => void host.close());
      await host.closed;
      stopListening();
    }, { host: 'web', workers: options.workers, threads: options.threads }));
}
