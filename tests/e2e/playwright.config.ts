import { join } from 'node:path';
import { defineConfig } from 'playwright/test';
import { findChromium } from '../../scripts/support/chromium.ts';
import type { HostOptions } from './support/app.ts';

const pictures = process.env['TRAINYARD_PICTURES'] === 'make' ? [] : ['pictures.spec.ts'];
const only = (host: string) => new RegExp(String.raw`[\\/]e2e[\\/]${host}[\\/]`);

/**
 * Every whole-app test runs once per host, those in a host's folder on that host alone. Real Electron is skipped, by
 * name, where its binary is not installed. The README's pictures are made on demand.
 */
export default defineConfig<HostOptions>({
  testDir: '.',
  outputDir: join(import.meta.dirname, '../../test-results'),
  forbidOnly: true,
  fullyParallel: true,
  workers: 2,
  // Both are for what hangs: a machine that is four times as busy as ours needs as many times as long.
  timeout: 150_000,
  // On a machine that nobody watches, a test that fails is tried once more; `npm test` names those that then pass.
  retries: process.env['CI'] ? 1 : 0,
  expect: { timeout: 45_000 },
  reporter: [['list']],
  use: {
    viewport: { width: 1440, height: 900 },
    launchOptions: {
      executablePath: findChromium(),
      // What a browser wants from the network at its start is none of these tests' business.
      args: ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-quic'],
    },
  },
  projects: [
    { name: 'web', use: { host: 'web' }, testIgnore: [...pictures, only('electron'), only('stand-in')] },
    { name: 'electron-stand-in', use: { host: 'electron-stand-in' }, testIgnore: [...pictures, only('web')] },
    { name: 'electron', use: { host: 'electron' }, testIgnore: [...pictures, only('web'), only('stand-in')] },
  ],
});
