import type { Command } from 'commander';
import type { Settings } from '../../../contract/api.ts';
import type { Workbench } from '../../workbench/workbench.ts';
import { warmUp } from '../warm-up.ts';
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
    .action((options: ServeOptions) => {
      let opened = 'none';
      return withWorkbench(environment, options, async (workbench) => {
        const output = createOutput(environment);
        const host = await startWebHost({ workbench, port: options.port, open: options.open, stays: () => trainsOn(workbench) });
        opened = host.opened;
        warmUp(workbench);
        const { url, launchFile } = host;
        if (options.json) output.json({ event: 'listening', url, launchFile, opened });
        else announcement(host, environment.stdout.isTTY === true).forEach(output.line);
        const stopListening = environment.onInterrupt(() => {
          for (const line of parting(workbench)) output.note(line);
          void host.close();
        });
        await host.closed;
        stopListening();
      }, { host: 'web', workers: options.workers, threads: options.threads, endsWithWindow: () => opened === 'window' });
    });
}

/** Without its window, as long as something trains and that is what was chosen for such a case. */
function trainsOn(workbench: Workbench): boolean {
  const { training, waiting } = workbench.activity();
  return training + waiting > 0 && (workbench.handlers['settings.get'](null) as Settings).whenClosing === 'background';
}

/** What becomes of the runs of a process that ends. */
function parting(workbench: Workbench): string[] {
  const { training, waiting } = workbench.activity();
  return [
    ...(training > 0 ? [`Stopping ${training === 1 ? 'the run that trains' : `${training} runs that train`} after the last whole epoch; what was learned is kept.`] : []),
    ...(waiting > 0 ? [`${waiting === 1 ? 'The run that waits starts' : `${waiting} runs that wait start`} when Trainyard is next open.`] : []),
  ];
}
