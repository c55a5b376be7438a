import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AppError } from '../../contract/errors.ts';
import { findInstallation } from './installation.ts';
import type { Served } from './served.ts';
import { openBrowser, type OpenedBrowser } from './web/browser.ts';
import { createEventStream } from './web/event-stream.ts';
import { createLaunchFile } from './web/launch-file.ts';
import { createParting } from './web/parting.ts';
import { createRequestHandler, createUpgradeHandler } from './web/requests.ts';
import { createSessions } from './web/sessions.ts';
import { listWindowFiles } from './window-files.ts';

// An import would ask for everything that the module exports, and with that load a client that nothing here uses.
const { createServer } = process.getBuiltinModule('node:http');

export interface WebHostOptions {
  workbench: Served;
  /** a free one where it is left out */
  port?: number;
  /** whether to open a window of an installed browser */
  open: boolean;
  /** whether it has something to do after its app window was closed */
  stays?: () => boolean;
  /** the folder of the built window */
  files?: string;
  /** where the launch file goes */
  launchFolder?: string;
}

export interface WebHost {
  url: string;
  /** a page that only this person can read and that lets a browser in; renewed each time it has been used */
  launchFile: string;
  /** the same as a link, with a one-time token in its fragment: for a terminal, never for a log */
  launchLink(): string;
  opened: OpenedBrowser['kind'];
  /** settles when the host has closed: by `close`, or because its app window was closed */
  closed: Promise<void>;
  close(): Promise<void>;
}

/** Serves the window and the workbench on 127.0.0.1. Throws `conflict` where the port is taken. */
export async function startWebHost({ workbench, port = 0, open, stays, files, launchFolder }: WebHostOptions): Promise<WebHost> {
  const sessions = createSessions(() => launchFile.write(launchLink()));
  const stream = createEventStream(workbench, () => parting.check());
  const parting = createParting(() => stream.clients, () => void close(), { ...(stays && { stays }) });
  const server = createServer(
    createRequestHandler({ workbench, sessions, files: listWindowFiles(files ?? findInstallation().renderer) }),
  );
  server.on('upgrade', createUpgradeHandler({ sessions, stream }));

  const boundPort = await listen(server, port);
  const url = `http://127.0.0.1:${boundPort}/`;
  const launchLink = () => `${url}#launch=${sessions.launchToken}`;
  const launchFile = createLaunchFile(boundPort, launchFolder);
  launchFile.write(launchLink());

  const browser: OpenedBrowser = open ? await openBrowser(launchFile.path) : { kind: 'none' };
  if (browser.kind === 'window') void browser.exited.then(() => parting.begin());

  const closed = Promise.withResolvers<void>();
  let closing: Promise<void> | undefined;
  function close(): Promise<void> {
    closing ??= shutDown();
    return closing;
  }

  async function shutDown(): Promise<void> {
    parting.cancel();
    launchFile.remove();
    if (browser.kind === 'window') browser.close();
    stream.close();
    const ended = new Promise((done) => server.close(done));
    server.closeAllConnections();
    await ended;
    closed.resolve();
  }

  return { url, launchFile: launchFile.path, launchLink, opened: browser.kind, closed: closed.promise, close };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenError(error, port)));
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

function listenError({ code, message }: NodeJS.ErrnoException, port: number): AppError {
  if (code === 'EADDRINUSE') return new AppError('conflict', `Port ${port} is taken by another program; name another one, or none.`);
  if (code === 'EACCES') return new AppError('conflict', `Port ${port} is not open to this user; name one above 1023, or none.`);
  return new AppError('internal', `The web host could not listen on port ${port}: ${message}`);
}
