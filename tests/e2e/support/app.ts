import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect, type Browser, type ConsoleMessage, type Page } from 'playwright/test';
import { installedElectron } from '../../../scripts/support/electron-binary.ts';
import { openElectron } from './electron-host.ts';
import { openStandIn } from './stand-in-host.ts';
import { openWeb } from './web-host.ts';

export type HostName = 'web' | 'electron-stand-in' | 'electron';

export interface HostOptions {
  host: HostName;
}

/** What a host needs to start, and what it gives back. */
export interface Start {
  browser: Browser;
  databasePath: string;
  /** all that this run of the application keeps besides its database */
  profile: string;
  environment: Record<string, string>;
  theme: 'light' | 'dark';
}

export interface OpenedHost {
  page: Page;
  /** As a person closes it; resolves when the process has ended by itself. */
  close(): Promise<void>;
}

/** The application in one of its hosts, with a database and a profile of its own. */
export interface App {
  readonly page: Page;
  readonly databasePath: string;
  close(): Promise<void>;
  /** Starts it anew on the same database. */
  reopen(options?: { theme?: 'light' | 'dark' }): Promise<void>;
  /** A console error that this test provokes; all others fail it. */
  expectProblem(pattern: RegExp): void;
}

const openers: Record<HostName, (start: Start) => Promise<OpenedHost>> = {
  web: openWeb,
  'electron-stand-in': openStandIn,
  electron: openElectron,
};

export const test = base.extend<HostOptions & { app: App }>({
  host: ['web', { option: true }],
  app: async ({ host, browser }, use) => {
    base.skip(host === 'electron' && installedElectron() === null, 'Electron’s binary is not installed here');
    const folder = mkdtempSync(join(tmpdir(), 'trainyard-app-'));
    const problems = collectProblems();
    const app = await openApp(host, browser, folder, problems);
    await use(app);
    await app.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
    expect(problems.unexpected(), 'errors in the console').toEqual([]);
  },
});

export { expect };

async function openApp(host: HostName, browser: Browser, folder: string, problems: Problems): Promise<App> {
  const profile = join(folder, 'profile');
  mkdirSync(profile);
  const databasePath = join(folder, 'trainyard.db');
  let opened: OpenedHost | null = null;
  let theme: Start['theme'] = 'light';

  async function open(): Promise<void> {
    const environment = { ...(process.env as Record<string, string>), XDG_DATA_HOME: profile, LOCALAPPDATA: profile };
    opened = await openers[host]({ browser, databasePath, profile, environment, theme });
    problems.watch(opened.page);
    await opened.page.locator('#app > *').first().waitFor();
  }

  async function close(): Promise<void> {
    problems.partFrom();
    await opened?.close();
    opened = null;
  }

  await open();
  return {
    get page() {
      if (!opened) throw new Error('The application is closed');
      return opened.page;
    },
    databasePath,
    close,
    async reopen(options = {}) {
      await close();
      theme = options.theme ?? theme;
      await open();
    },
    expectProblem: problems.expect,
  };
}

interface Problems {
  watch(page: Page): void;
  /** The page watched is being closed: what it still had to load when its process ended is no problem. */
  partFrom(): void;
  expect(pattern: RegExp): void;
  unexpected(): string[];
}

/** Reading pixels of a canvas: axe does it to tell icons from letters, and tests do it; the window never does. */
const ofTheTests = /Canvas2D: Multiple readback operations using getImageData/;

const cutOff = /^Failed to load resource: net::ERR_(FAILED|ABORTED|CONNECTION_REFUSED)/;

function collectProblems(): Problems {
  const seen: string[] = [];
  const expected: RegExp[] = [];
  let parting = false;
  return {
    partFrom: () => { parting = true; },
    watch(page) {
      parting = false;
      page.on('pageerror', (error) => seen.push(String(error)));
      page.on('console', (message: ConsoleMessage) => {
        if (parting && cutOff.test(message.text())) return;
        if (['error', 'warning'].includes(message.type())) seen.push(`${message.type()}: ${message.text()} (${message.location().url})`);
      });
    },
    expect: (pattern) => void expected.push(pattern),
    unexpected: () => seen.filter((text) => !ofTheTests.test(text) && !expected.some((pattern) => pattern.test(text))),
  };
}
