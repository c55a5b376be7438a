import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { app, dialog } from 'electron';
import { AppError } from '../../contract/errors.ts';
import createWorker from '../training/worker.ts?nodeWorker';
import createDataWorker from '../workbench/data-work/worker.ts?nodeWorker';
import createLongWriter from '../workbench/long-writes/worker.ts?nodeWorker';
import createReader from '../workbench/reading/worker.ts?nodeWorker';
import { openWorkbench, type Workbench } from '../workbench/workbench.ts';
import { databasePath, dataFolder, givenDatabase } from './data-folder.ts';
import { registerAppScheme, serveApp } from './electron/app-protocol.ts';
import { forwardEvents, serveCalls } from './electron/calls.ts';
import { guardClosing, type Closing } from './electron/closing.ts';
import { lockDown } from './electron/lockdown.ts';
import { openMainWindow } from './electron/main-window.ts';
import { setMenu } from './electron/menu.ts';
import { notifyOfEndings } from './electron/notifications.ts';
import { findInstallation } from './installation.ts';
import { warmUp } from './warm-up.ts';
import { listWindowFiles } from './window-files.ts';

/** The application could not start for a reason of its own, which it has shown: no other host would do better. */
const refusedToStart = 70;

const { values: options } = parseArgs({ options: { db: { type: 'string' } }, strict: false, args: process.argv.slice(app.isPackaged ? 1 : 2) });
if (!app.commandLine.hasSwitch('user-data-dir')) app.setPath('userData', join(dataFolder(), 'electron'));
app.enableSandbox();
registerAppScheme();

if (app.requestSingleInstanceLock()) void run();
else app.quit();

async function run(): Promise<void> {
  await app.whenReady();
  try {
    const named = typeof options.db === 'string' ? options.db : undefined;
    const installation = findInstallation();
    const workbench = await openWorkbench({
      databasePath: databasePath(named),
      givenDatabase: givenDatabase(named),
      host: 'electron',
      endsWithWindow: () => true,
      version: installation.version,
      createWorker: () => createWorker({}),
      createDataWorker: () => createDataWorker({}),
      createLongWriter: () => createLongWriter({}),
      createReader: () => createReader({}),
      log: (detail) => void process.stderr.write(`${detail}\n`),
    });
    lockDown();
    setMenu();
    serveApp(listWindowFiles(installation.renderer));
    serveCalls(workbench);
    forwardEvents(workbench);
    mkdirSync(app.getPath('userData'), { recursive: true });
    const window = openMainWindow({ preload: installation.preload, stateFile: join(app.getPath('userData'), 'window.json') });
    warmUp(workbench);
    const closing = guardClosing(window, workbench);
    notifyOfEndings(workbench, closing.show);
    closeWith(workbench, closing);
  } catch (error) {
    dialog.showErrorBox('Trainyard cannot start', error instanceof AppError ? error.message : `It failed unexpectedly: ${String(error)}`);
    app.exit(refusedToStart);
  }
}

/** Ends with the last window, and not before the workbench has brought its runs to a clean stop. */
function closeWith(workbench: Workbench, closing: Closing): void {
  let closed = false;
  app.on('second-instance', closing.show);
  app.on('activate', closing.show);
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    void workbench.close().finally(() => {
      closed = true;
      app.quit();
    });
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, closing.quit);
}
