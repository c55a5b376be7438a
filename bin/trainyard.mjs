#!/usr/bin/env node
import module from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildIfStale } from '../scripts/support/build.mjs';
import { useRecentNode } from '../scripts/support/node.mjs';
import { root } from '../scripts/support/root.mjs';

await useRecentNode();
try {
  buildIfStale();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
// What was compiled at the last start need not be compiled again.
module.enableCompileCache?.(join(root, 'out', 'compiled'));
await import(pathToFileURL(join(root, 'out', 'main', 'cli.js')).href);
